package io.github.powerbigate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.LogWatch;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserTokenSourceTest {

  private static final String TOKEN = "eyJh.eyJv.c2ln";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final IdentityJournal journal = new IdentityJournal("powerbi", InstantSource.system());

  @Test
  void theTokenIsReadFromTheSession() {
    assertThat(inSession(TOKEN, List.of())).isEqualTo(TOKEN);
    assertThat(inSession(Map.of("token", TOKEN), List.of("token"))).isEqualTo(TOKEN);
  }

  @Test
  void theWordBearerBeforeItIsNoPartOfIt() {
    assertThat(inSession("Bearer " + TOKEN, List.of())).isEqualTo(TOKEN);
  }

  @Test
  void withoutASessionThereIsNone() {
    assertThat(source(List.of()).tokenOf(new Asking().request())).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "line\r\nX-Evil: 1", "snö"})
  void whatCannotStandInAHeaderIsNone(String text) {
    assertThat(inSession(text, List.of())).isNull();
    logs.expect(Level.WARNING, "it is no token");
  }

  @Test
  void whatIsNoTextIsNoneAndIsToldOnceWithoutTheValue() {
    assertThat(inSession(TOKEN.toCharArray(), List.of())).isNull();
    assertThat(inSession(TOKEN.toCharArray(), List.of())).isNull();

    logs.expect(Level.WARNING, "something else than a String");
    assertThat(logs.messages(Level.ALL)).hasSize(1).noneMatch(line -> line.contains(TOKEN));
  }

  @Test
  void aTrustedProxysHeaderIsRead() {
    assertThat(inHeader(new Asking().from("127.0.0.1").header("Authorization", "Bearer " + TOKEN)))
        .isEqualTo(TOKEN);
  }

  @Test
  void anybodyElsesIsNot() {
    assertThat(inHeader(new Asking().from("10.9.9.9").header("Authorization", "Bearer " + TOKEN)))
        .isNull();
    logs.expect(Level.WARNING, "trustedProxies");
  }

  private @Nullable String inSession(Object value, List<String> steps) {
    return source(steps).tokenOf(new Asking().session("account", value).request());
  }

  private UserTokenSource source(List<String> steps) {
    return new UserTokenSource(
        new UserTokenFrom.Session(new SessionPath("account", steps), false), null, journal);
  }

  private @Nullable String inHeader(Asking asking) {
    Proxies proxies =
        new Proxies(List.of(Objects.requireNonNull(Network.parse("127.0.0.1"))), null, null);
    return new UserTokenSource(new UserTokenFrom.Header(), proxies, journal)
        .tokenOf(asking.request());
  }
}
