package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding.NotYet;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

/** A filter in front compresses what is written, and has announced it before the redirect. */
class EncodingAtRedirectTest {

  private static final String TARGET = "https://app.powerbi.com/groups/x";

  private final TestGate gate = new TestGate().atRedirect();

  @Test
  void itIsAnnouncedForThePageInThePlaceOfTheRedirectToo() throws Exception {
    Visit.Result result =
        visit((request, response) -> response.sendRedirect(TARGET)).through(gate.filter());

    assertThat(result.status()).isEqualTo(202);
    assertThat(result.header("Content-Encoding")).isEqualTo("gzip");
  }

  @Test
  void itIsAnnouncedStillWhenTheApplicationThinksBetterOfItsRedirect() throws Exception {
    Visit.Result result =
        visit(
                (request, response) -> {
                  response.setStatus(302);
                  response.setHeader("Location", TARGET);
                  response.setStatus(200);
                })
            .through(gate.filter());

    assertThat(result.status()).isEqualTo(200);
    assertThat(result.header("Content-Encoding")).isEqualTo("gzip");
  }

  private Visit visit(Visit.Application application) {
    gate.probe.thenAnswers(new NotYet(Cause.NOT_IN_GROUP, false));
    return Visit.navigation(null)
        .as("ann@example.org")
        .answeredThrough(EncodingAtRedirectTest::announcedAsGzip)
        .whoseApplication(application);
  }

  private static HttpServletResponse announcedAsGzip(HttpServletResponse response) {
    response.setHeader("Content-Encoding", "gzip");
    return response;
  }
}
