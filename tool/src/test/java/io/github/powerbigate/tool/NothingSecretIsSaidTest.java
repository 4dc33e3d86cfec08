package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.wire.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever Microsoft or somebody in its place says, the doctor repeats none of it; {@link
 * Clinic#run} looks for the canaries.
 */
class NothingSecretIsSaidTest {

  private static final List<Reply> TALKATIVE =
      List.of(
          Reply.json(
              400,
              "{\"error\":\"canary of kim@example.org\",\"error_description\":\"AADSTS50020: User"
                  + " account 'canary' does not exist\",\"error_codes\":[50020],\"trace_id\":\"canary"
                  + " kim\"}"),
          Reply.json(
              403,
              "{\"error\":{\"code\":\"canary of kim\",\"message\":\"canary\",\"innerError\":{\"request-id\":"
                  + "\"canary kim\"}}}"),
          Reply.json(
              200,
              "{\"id\":\"canary\",\"access_token\":\"canary canary\",\"value\":[{\"id\":\"canary\","
                  + "\"principalType\":\"Group\",\"identifier\":\""
                  + Clinic.GROUP
                  + "\",\"groupUserAccessRight\":\"canary of kim\"}]}"),
          Reply.json(200, "[\"canary\"]"),
          Reply.html(502, "<h1>canary</h1>"));

  @TempDir Path home;
  private Clinic clinic;

  @BeforeEach
  void open() {
    clinic = new Clinic(home);
  }

  @AfterEach
  void close() {
    clinic.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Service.class,
      names = {"ENTRA", "GRAPH", "POWER_BI_API"})
  void whateverIsAnswered(Service service) throws Exception {
    for (Reply reply : TALKATIVE) {
      clinic.simulator.faults().play(service, Fault.answer(reply));
      assertThat(clinic.doctor().out()).contains("PASS");
      clinic.doctor("--json", "--user", "kim@example.org");
      clinic.simulator.faults().clear();
    }
  }

  @Test
  void theJsonSaysWhatTheLinesSay() throws Exception {
    clinic.world.deleteGroup(Clinic.GROUP);
    Clinic.Seen lines = clinic.doctor();
    Clinic.Seen json = clinic.doctor("--json", "--user", "kim@example.org");
    JsonNode read = new ObjectMapper().readTree(json.out());
    assertThat(json.code()).isEqualTo(lines.code()).isEqualTo(2);
    assertThat(read.path("worst").asText()).isEqualTo("fail");
    for (String mark : List.of("pass", "warn", "fail")) {
      assertThat(
              StreamSupport.stream(read.path("checks").spliterator(), false)
                  .filter(check -> check.path("mark").asText().equals(mark))
                  .map(check -> check.path("name").asText()))
          .isEqualTo(lines.marked(mark.toUpperCase(java.util.Locale.ROOT)));
    }
    assertThat(read.path("checks").get(0).fieldNames())
        .toIterable()
        .containsExactly("mark", "name", "meaning", "remedy", "whoMustAct");
  }
}
