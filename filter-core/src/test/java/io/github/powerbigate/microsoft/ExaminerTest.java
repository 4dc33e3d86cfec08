package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.USER_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.WORKSPACE_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Trouble;
import io.github.powerbigate.microsoft.Examiner.Api;
import io.github.powerbigate.microsoft.Examiner.Examined;
import io.github.powerbigate.microsoft.Examiner.TokenFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Single questions as the application, and the rows of {@code answers.tsv} about them. */
class ExaminerTest {

  private static final String ROLES = "/groups/" + WORKSPACE_ID + "/users";

  private ScriptedMicrosoft microsoft = new ScriptedMicrosoft();

  @BeforeEach
  void open() {
    microsoft = new ScriptedMicrosoft();
  }

  @AfterEach
  void close() {
    microsoft.close();
  }

  @TestFactory
  Stream<DynamicTest> everyRowOfPowerBiAsTheApplicationSaysWhatIsWrong() {
    return Answers.load(InstantSource.system()).rows().stream()
        .filter(row -> row.asked().equals("powerbi-app"))
        .filter(row -> !row.status().equals("-"))
        .map(row -> DynamicTest.dynamicTest(row.status() + " " + row.code(), () -> checkTold(row)));
  }

  @Test
  void anAnswerComesWithItsObjectAndTheTimeOfTheService() {
    microsoft.workspace = answer(200, "{\"value\":[{\"identifier\":\"someone\"}]}");
    try (Gate gate = gate()) {
      Examined examined = done(gate.examiner().get(Api.POWER_BI, ROLES));
      assertThat(examined.status()).isEqualTo(200);
      assertThat(examined.trouble()).isNull();
      assertThat(examined.date()).isCloseTo(Instant.now(), within(1, MINUTES));
      assertThat(examined.json()).isNotNull();
      assertThat(examined.json().rows("value").get(0).text("identifier")).isEqualTo("someone");
    }
  }

  @Test
  void powerBiIsAskedWithATokenOfItsOwn() {
    try (Gate gate = gate()) {
      var unused = done(gate.examiner().get(Api.POWER_BI, ROLES));
      assertThat(microsoft.callsOf("/oauth2/v2.0/token")).hasSize(1);
      assertThat(microsoft.callsOf("/oauth2/v2.0/token").get(0).body()).contains("scope=");
    }
  }

  @Test
  void noAnswerInTimeIsTold() {
    microsoft.workspace = microsoft.silence();
    try (Gate gate = new Gate(TestSettings.of(microsoft.cloud()).timeout(Duration.ofMillis(300)))) {
      Examined examined = done(gate.examiner().get(Api.POWER_BI, ROLES));
      assertThat(examined.status()).isZero();
      assertThat(troubleOf(examined).code()).isEqualTo("timeout");
    }
  }

  @Test
  void howLongTheServiceAsksToBeLeftAloneIsTold() {
    microsoft.workspace = answer(429, "{}", "Retry-After", "3392");
    try (Gate gate = gate()) {
      Examined examined = done(gate.examiner().get(Api.POWER_BI, ROLES));
      assertThat(examined.retryAfter()).isEqualTo(Duration.ofSeconds(3392));
    }
  }

  @Test
  void aListThatIsLongerThanWhatAGateAsksForIsRead() {
    String row = "{\"identifier\":\"" + "x".repeat(200) + "\"},";
    microsoft.workspace = answer(200, "{\"value\":[" + row.repeat(2000) + "{}]}");
    try (Gate gate = gate()) {
      Examined examined = done(gate.examiner().get(Api.POWER_BI, ROLES));
      assertThat(examined.json()).isNotNull();
      assertThat(examined.json().rows("value")).hasSize(2001);
    }
  }

  @Test
  void whoAsksForMembershipsNamesTheGroups() {
    microsoft.check = ScriptedMicrosoft.memberOf("b0b0b0b0-0000-4000-8000-000000000001");
    try (Gate gate = gate()) {
      Examined examined =
          done(
              gate.examiner()
                  .memberships(USER_ID, List.of("b0b0b0b0-0000-4000-8000-000000000001")));
      assertThat(examined.json()).isNotNull();
      assertThat(examined.json().words("value"))
          .containsExactly("b0b0b0b0-0000-4000-8000-000000000001");
    }
  }

  @Test
  void ofATokenAudienceRolesAndEndAreTold() {
    microsoft.token =
        ScriptedMicrosoft.token(
            "e30."
                + base64("{\"aud\":\"https://graph\",\"roles\":[\"User.Read.All\"],\"sub\":\"x\"}")
                + ".c2ln",
            3600);
    try (Gate gate = gate()) {
      TokenFacts facts = done(gate.examiner().token(Api.GRAPH));
      assertThat(facts.audience()).isEqualTo("https://graph");
      assertThat(facts.roles()).containsExactly("User.Read.All");
      assertThat(facts.expiresAt()).isNotNull();
      assertThat(facts.trouble()).isNull();
    }
  }

  @Test
  void aTokenOfAnotherFormIsATokenAllTheSame() {
    microsoft.token = ScriptedMicrosoft.token("opaque", 3600);
    try (Gate gate = gate()) {
      TokenFacts facts = done(gate.examiner().token(Api.POWER_BI));
      assertThat(facts.audience()).isNull();
      assertThat(facts.roles()).isEmpty();
      assertThat(facts.trouble()).isNull();
    }
  }

  @Test
  void whyThereIsNoTokenIsTold() {
    microsoft.token = ScriptedMicrosoft.entraError(401, "invalid_client", 7000222);
    try (Gate gate = gate()) {
      TokenFacts facts = done(gate.examiner().token(Api.GRAPH));
      assertThat(facts.trouble()).isNotNull();
      assertThat(facts.trouble().cause()).isEqualTo(Cause.CLIENT_SECRET);
    }
  }

  private void checkTold(Answers.Row row) {
    int status =
        switch (row.status()) {
          case "*" -> 403;
          case "4xx" -> 418;
          default -> Integer.parseInt(row.status());
        };
    microsoft.workspace = PowerBiAnswersTest.powerBi(status, row.code());
    try (Gate gate = gate()) {
      Trouble trouble = troubleOf(done(gate.examiner().get(Api.POWER_BI, ROLES)));
      assertThat(trouble.cause()).isEqualTo(row.cause());
      assertThat(trouble.words()).isEqualTo(row.words());
    }
  }

  private static Trouble troubleOf(Examined examined) {
    Trouble trouble = examined.trouble();
    assertThat(trouble).isNotNull();
    return trouble;
  }

  private Gate gate() {
    return new Gate(TestSettings.of(microsoft.cloud()).timeout(Duration.ofSeconds(10)));
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  private static <T> T done(CompletableFuture<T> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
