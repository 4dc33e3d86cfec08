package io.github.powerbigate.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.powerbigate.identity.CannotTell;
import io.github.powerbigate.identity.IdentityJournal;
import io.github.powerbigate.identity.NameSource;
import io.github.powerbigate.identity.SessionPath;
import io.github.powerbigate.identity.UserFrom;
import io.github.powerbigate.testing.LogWatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token where a request has it: in a header, or in the session of the portal. */
class TokenInRequestTest {

  private static final UserFrom HEADER = new UserFrom.TokenInHeader();
  private static final UserFrom SESSION =
      new UserFrom.TokenInSession(new SessionPath("token", List.of()));
  private static final UserFrom DEEP =
      new UserFrom.TokenInSession(new SessionPath("account", List.of("token")));

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final Reader reader = new Reader();
  private final Signed good = Signed.keycloaks(reader.clock);

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  "})
  void theBearerTokenNamesTheUser(String scheme) throws CannotTell {
    assertThat(name(HEADER, header(scheme + good.text()))).isEqualTo(Signed.NAME);
  }

  @Test
  void aTokenInTheSessionNamesTheUser() throws CannotTell {
    assertThat(name(SESSION, session("token", good.text()))).isEqualTo(Signed.NAME);
    assertThat(name(DEEP, session("account", Map.of("token", good.text())))).isEqualTo(Signed.NAME);
  }

  @Test
  void whoeverHasNoTokenIsNobody() throws CannotTell {
    assertThat(name(HEADER, header())).isNull();
    assertThat(name(HEADER, header("Basic dXNlcjpwYXNz"))).isNull();
    assertThat(name(SESSION, header())).isNull();
    assertThat(name(SESSION, session("token", null))).isNull();
  }

  @Test
  void ofTwoHeadersNeitherCounts() throws CannotTell {
    String bearer = "Bearer " + good.text();
    assertThat(name(HEADER, header(bearer, bearer))).isNull();
  }

  @Test
  void aTokenInTheSessionIsBelievedPastItsEndAndOneInAHeaderIsNot() throws CannotTell {
    logs.expect(Level.WARNING, "expired");
    String token = good.text();
    reader.clock.advance(Duration.ofHours(1));

    assertThat(name(SESSION, session("token", token))).isEqualTo(Signed.NAME);
    assertThat(name(HEADER, header("Bearer " + token))).isNull();
  }

  @Test
  void aRefusedTokenIsToldOnceByItsReasonAndNeverByItsContent() throws CannotTell {
    logs.expect(Level.WARNING, "audience");
    NameSource names = source(HEADER);
    String token = good.with("aud", "somebody-else").text();

    assertThat(names.nameOf(header("Bearer " + token))).isNull();
    assertThat(names.nameOf(header("Bearer " + token))).isNull();

    assertThat(logs.messages(Level.ALL)).filteredOn(line -> line.contains("(audience)")).hasSize(1);
    assertThat(logs.messages(Level.ALL))
        .noneMatch(line -> line.contains(token) || line.contains(Signed.NAME));
  }

  @Test
  void whatIsNoTextInTheSessionIsNobody() throws CannotTell {
    logs.expect(Level.WARNING, "session");
    assertThat(name(SESSION, session("token", new Object()))).isNull();
  }

  @Test
  void beforeTheKeysAreThereItCannotBeTold() {
    var held = reader.documents.hold(Reader.KEYS);
    NameSource names = source(HEADER);

    assertThatThrownBy(() -> names.nameOf(header("Bearer " + good.text())))
        .isInstanceOf(CannotTell.class);
    assertThat(held).isNotDone();
  }

  private @Nullable String name(UserFrom from, HttpServletRequest request) throws CannotTell {
    return source(from).nameOf(request);
  }

  private NameSource source(UserFrom from) {
    return NameSource.of(
        from,
        null,
        reader.reader(),
        TokenInRequestTest.class.getClassLoader(),
        new IdentityJournal("powerbi", reader.clock));
  }

  private static HttpServletRequest header(String... values) {
    HttpServletRequest request = mock();
    when(request.getHeaders("Authorization")).thenReturn(Collections.enumeration(List.of(values)));
    return request;
  }

  private static HttpServletRequest session(String attribute, @Nullable Object value) {
    HttpSession session = mock();
    when(session.getAttribute(attribute)).thenReturn(value);
    HttpServletRequest request = mock();
    when(request.getSession(false)).thenReturn(session);
    return request;
  }
}
