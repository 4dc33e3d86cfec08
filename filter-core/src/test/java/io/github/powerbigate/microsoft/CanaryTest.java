package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.UserId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name that stands in every field of every answer shows up nowhere above DEBUG. */
class CanaryTest {

  private static final String CANARY = "canary.person@example.org";
  private static final UserId USER = new UserId(UserId.Form.AUTO, CANARY);

  private final ScriptedMicrosoft microsoft = new ScriptedMicrosoft();
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          if (entry.getLevel().intValue() >= Level.INFO.intValue()) {
            logged.add(entry.getLevel() + " " + entry.getMessage() + " " + entry.getThrown());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    root.addHandler(handler);
  }

  @AfterEach
  void close() {
    root.removeHandler(handler);
    microsoft.close();
  }

  @Test
  void aNameInEveryFieldOfAnEntraErrorShowsUpNowhere() {
    for (int status : new int[] {200, 400, 401, 500}) {
      microsoft.token =
          answer(
              status,
              "{'error':'X','error_description':'AADSTS50020: User account X does not exist','error_codes':[50020,'X'],'timestamp':'X','trace_id':'X','correlation_id':'X','error_uri':'X','suberror':'X','claims':'X'}"
                  .replace('\'', '"')
                  .replace("X", CANARY),
              "x-ms-request-id",
              CANARY,
              "Retry-After",
              CANARY,
              "WWW-Authenticate",
              CANARY);
      assertNothing();
    }
  }

  @Test
  void aNameInEveryFieldOfAGraphErrorShowsUpNowhere() {
    for (int status : new int[] {200, 400, 401, 403, 404, 429, 500}) {
      microsoft.user =
          answer(
              status,
              "{'id':'X','value':['X'],'error':{'code':'X','message':'X','innerError':{'date':'X','code':'X','request-id':'X','client-request-id':'X'}}}"
                  .replace('\'', '"')
                  .replace("X", CANARY),
              "request-id",
              CANARY,
              "Retry-After",
              CANARY,
              "WWW-Authenticate",
              CANARY);
      microsoft.search = microsoft.user;
      assertNothing();
    }
  }

  @Test
  void aNameInABodyThatIsNotJsonShowsUpNowhere() {
    for (String body : List.of("<html>" + CANARY, CANARY, "{\"" + CANARY, "{\"x\":" + CANARY)) {
      microsoft.user = answer(200, body);
      assertNothing();
      microsoft.token = answer(200, body);
      assertNothing();
    }
  }

  private void assertNothing() {
    try (Gate gate = new Gate(TestSettings.of(microsoft.cloud()))) {
      assertThat(gate.ask(USER).toString()).doesNotContain("canary");
    }
    assertThat(logged).noneMatch(line -> line.contains("canary"));
  }
}
