package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Hashtable;
import java.util.Map;
import javax.naming.Context;
import javax.naming.NamingException;
import org.apache.naming.NamingContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("BanJNDI") // a tree of this test's own
class JndiEntriesTest {

  @SuppressWarnings("JdkObsolete") // Tomcat's constructor asks for it
  private final Context environment = new NamingContext(new Hashtable<>(), "env");

  JndiEntriesTest() throws NamingException {}

  @BeforeEach
  void bindFolders() throws NamingException {
    environment.createSubcontext("powerbigate").createSubcontext("gate");
  }

  @Test
  void entriesInBothFormsAreRead() throws NamingException {
    environment.bind("powerbigate/brand", "plain");
    environment.bind("powerbigate/gate/brand", "this gate's");
    environment.bind("other", "not ours");

    assertThat(JndiEntries.read(environment, "gate"))
        .containsOnly(
            Map.entry("powerbigate/brand", "plain"),
            Map.entry("powerbigate/gate/brand", "this gate's"));
  }

  @Test
  void numbersAndBooleansCountAsTheirTexts() throws NamingException {
    environment.bind("powerbigate/maxUsers", 500);
    environment.bind("powerbigate/autoContinue", false);

    assertThat(JndiEntries.read(environment, "gate"))
        .containsEntry("powerbigate/maxUsers", "500")
        .containsEntry("powerbigate/autoContinue", "false");
  }

  @Test
  void anotherObjectUnderTheNameOfASettingStopsTheStart() throws NamingException {
    environment.bind("powerbigate/brand", new Object());

    assertThatThrownBy(() -> JndiEntries.read(environment, "gate"))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("brand (JNDI java:comp/env/powerbigate/brand): is not a text");
  }

  @Test
  void anotherObjectUnderAnUnknownNameIsKnownByItsNameOnly() throws NamingException {
    environment.bind("powerbigate/dataSource", new Object());

    assertThat(JndiEntries.read(environment, "gate")).containsEntry("powerbigate/dataSource", "");
  }

  @Test
  void withoutAFolderOfOursThereIsNothing() throws NamingException {
    environment.destroySubcontext("powerbigate/gate");
    environment.destroySubcontext("powerbigate");

    assertThat(JndiEntries.read(environment, "gate")).isEmpty();
  }
}
