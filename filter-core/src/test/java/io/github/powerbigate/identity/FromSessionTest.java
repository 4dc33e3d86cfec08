package io.github.powerbigate.identity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import io.github.powerbigate.testing.LogWatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FromSessionTest {

  private static final String ANN = "ann@example.org";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final IdentityJournal journal = new IdentityJournal("powerbi", InstantSource.system());

  /** What portals keep in their sessions. */
  public static class Account {
    private final @Nullable String mail;

    Account(@Nullable String mail) {
      this.mail = mail;
    }

    public @Nullable String getMail() {
      return mail;
    }

    public @Nullable String login() {
      return mail;
    }

    public String getLogin(String realm) {
      return realm;
    }

    public static String getShared() {
      return "everybody@example.org";
    }

    protected String getHidden() {
      return "hidden@example.org";
    }

    public void reset() {
      throw new AssertionError("this is not read");
    }

    public String getBroken() {
      throw new IllegalStateException("Canary: lazy for " + mail);
    }

    public Object getOther() {
      return List.of(ANN);
    }

    @Override
    public String toString() {
      return ANN;
    }
  }

  /** Public by its interface alone. */
  public interface HasMail {
    String getMail();
  }

  private record Hidden(String mail) implements HasMail {
    @Override
    public String getMail() {
      return "by the interface: " + mail;
    }
  }

  static final class Inner implements HasMail {
    @Override
    public String getMail() {
      return ANN;
    }

    public String getOwn() {
      return "own@example.org";
    }
  }

  @Test
  void anAnswerOfMsal4jTellsTheAccountsName() {
    IAccount account = mock(IAccount.class);
    when(account.username()).thenReturn(ANN);
    IAuthenticationResult result = mock(IAuthenticationResult.class);
    when(result.account()).thenReturn(account);

    assertThat(name("login.account.username", "login", result)).isEqualTo(ANN);
  }

  @Test
  void anAttributeIsATextOrPrincipalOrUuid() {
    assertThat(name("user", "user", ANN)).isEqualTo(ANN);
    assertThat(name("user", "user", (Principal) () -> ANN)).isEqualTo(ANN);
    assertThat(name("user", "user", new UUID(1, 2)))
        .isEqualTo("00000000-0000-0001-0000-000000000002");
  }

  @Test
  void stepsLeadByGettersMapsAndRecords() {
    assertThat(name("user.mail", "user", new Account(ANN))).isEqualTo(ANN);
    assertThat(name("user.login", "user", new Account(ANN))).isEqualTo(ANN);
    assertThat(name("user.mail", "user", Map.of("mail", ANN))).isEqualTo(ANN);
    assertThat(name("user.mail", "user", new Hidden(ANN))).isEqualTo(ANN);
    assertThat(name("user.mail", "user", new Inner())).isEqualTo(ANN);
    assertThat(name("user.a.b.c.d.mail", "user", nested(new Account(ANN)))).isEqualTo(ANN);
  }

  @Test
  void anAttributeWithDotsStandsInBrackets() {
    assertThat(name("[org.example.user].mail", "org.example.user", new Account(ANN)))
        .isEqualTo(ANN);
    assertThat(name("org.example.user", "org.example.user", ANN)).isNull();
  }

  @Test
  void nothingOnTheWayIsNobodyAndNothingIsSaid() {
    HttpServletRequest request = new Asking().request();

    assertThat(source("user.mail").nameOf(request)).isNull();
    assertThat(name("user.mail", "other", ANN)).isNull();
    assertThat(name("user.mail", "user", new Account(null))).isNull();
    assertThat(name("user.mail.x", "user", Map.of())).isNull();
    verify(request, never()).getSession();
    verify(request, never()).getSession(true);
    assertThat(logs.records()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user.shared",
        "user.hidden",
        "user.reset",
        "user.none",
        "user.own",
        "user.bytes.x"
      })
  void whatIsNoPublicGetterOfAPublicTypeIsNotCalled(String path) {
    logs.expect(Level.WARNING, "there is no step");

    assertThat(
            name(
                path,
                "user",
                path.endsWith("own")
                    ? new Inner()
                    : path.contains("bytes") ? ANN : new Account(ANN)))
        .isNull();
  }

  @Test
  void noPathLeadsToAClassLoader() {
    for (Object end : List.of(String.class, getClass().getClassLoader(), Thread.currentThread())) {
      logs.expect(Level.WARNING, "there is no step 1");
      assertThat(name("user.name", "user", end)).isNull();
    }
  }

  @Test
  void whatItThrowsIsNobodySaidOnceWithoutItsWords() {
    logs.expect(Level.WARNING, "step 1 throws, java.lang.IllegalStateException");
    FromSession source = source("user.broken");
    for (int i = 0; i < 3; i++) {
      assertThat(source.nameOf(new Asking().session("user", new Account(ANN)).request())).isNull();
    }

    assertThat(logs.records()).hasSize(1);
    assertThat(logs.messages(Level.ALL))
        .noneMatch(line -> line.contains("Canary") || line.contains(ANN));
    assertThat(logs.records()).allSatisfy(record -> assertThat(record.getThrown()).isNull());

    journal.close();

    assertThat(logs.messages(Level.INFO))
        .anyMatch(line -> line.contains("could not read the session 3 times"));
  }

  @Test
  void anotherKindOfObjectIsNobodyHoweverItPrintsItself() {
    logs.expect(Level.WARNING, "something else");

    assertThat(name("user", "user", new Account(ANN))).isNull();
    assertThat(name("user.other", "user", new Account(ANN))).isNull();
    assertThat(name("user", "user", 42)).isNull();
  }

  @Test
  void aSessionThatHasJustEndedIsNobody() {
    logs.expect(Level.WARNING, "reading it throws");
    HttpSession ended = mock(HttpSession.class);
    when(ended.getAttribute(any())).thenThrow(new IllegalStateException("invalidated"));
    Asking asking = new Asking();
    when(asking.request().getSession(false)).thenReturn(ended);

    assertThat(source("user").nameOf(asking.request())).isNull();
  }

  @Test
  void nothingIsKeptInTheSession() {
    Asking asking = new Asking().session("user", new Account(ANN));
    HttpSession session = requireNonNull(asking.request().getSession(false));

    source("user.mail").nameOf(asking.request());

    verify(session, never()).setAttribute(anyString(), any());
  }

  @Test
  void aPathIsNotShown() {
    assertThat(path("canary.mail").toString()).doesNotContain("canary", "mail");
  }

  private static Object nested(Object end) {
    return Map.of("a", Map.of("b", Map.of("c", Map.of("d", end))));
  }

  private @Nullable String name(String path, String attribute, Object value) {
    return source(path).nameOf(new Asking().session(attribute, value).request());
  }

  private FromSession source(String path) {
    return new FromSession(path(path), journal);
  }

  private static SessionPath path(String text) {
    return requireNonNull(SessionPath.parse(text), text);
  }
}
