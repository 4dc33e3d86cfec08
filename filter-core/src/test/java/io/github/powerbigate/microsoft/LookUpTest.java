package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.GROUP_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.USER_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.first;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.graphError;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.memberOf;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.UserId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookUpTest {

  private static final String OTHER_ID = "44444444-eeee-4eee-8eee-444444444444";
  private static final Finding NOT_IN_DIRECTORY = new Finding.NotYet(Cause.NOT_IN_DIRECTORY, false);

  private final ScriptedMicrosoft microsoft = new ScriptedMicrosoft();
  private final Gate gate = new Gate(TestSettings.of(microsoft.cloud()));

  @AfterEach
  void close() {
    gate.close();
    microsoft.close();
  }

  @Test
  void aGuestsHashSignIsEncoded() {
    var unused = gate.ask(upn("kim_example.org#ext#@contoso.onmicrosoft.com"));

    assertThat(microsoft.callsOf("/v1.0/users/kim"))
        .extracting(ScriptedMicrosoft.Call::uri)
        .containsExactly(
            "/v1.0/users/kim_example.org%23ext%23%40contoso.onmicrosoft.com"
                + "?$select=id,createdDateTime,accountEnabled,externalUserState,userType,"
                + "userPrincipalName,mail");
  }

  @Test
  void aNameThatBeginsWithADollarIsQuoted() {
    var unused = gate.ask(upn("$o'k@example.org"));

    assertThat(microsoft.callsOf("/v1.0/users('$o%27%27k%40example.org')?$select=id")).hasSize(1);
  }

  @Test
  void anObjectIdIsLookedUpToo() {
    Finding finding = gate.ask(new UserId(UserId.Form.OBJECT_ID, USER_ID));

    assertThat(microsoft.callsOf("/v1.0/users/" + USER_ID + "?$select=")).hasSize(1);
    assertThat(finding).isEqualTo(new Finding.NotYet(Cause.NOT_IN_GROUP, false));
  }

  @Test
  void anAddressIsTriedAsPrincipalNameThenAsMailThenAsOtherMail() {
    microsoft.user = graphError(404, "Request_ResourceNotFound");

    assertThat(gate.ask(new UserId(UserId.Form.AUTO, "o'k@example.org")))
        .isEqualTo(NOT_IN_DIRECTORY);
    assertThat(microsoft.callsOf("/v1.0/users"))
        .extracting(ScriptedMicrosoft.Call::uri)
        .map(uri -> uri.replaceFirst(".\\$select=.*", ""))
        .containsExactly(
            "/v1.0/users/o%27k%40example.org",
            "/v1.0/users?$filter=mail%20eq%20%27o%27%27k%40example.org%27&$top=6",
            "/v1.0/users?$filter=otherMails%2Fany%28x%3Ax%20eq%20%27o%27%27k%40example.org%27%29"
                + "&$top=6");
  }

  @Test
  void aMailIsNeverTriedAsPrincipalNameNorAPrincipalNameAsMail() {
    var unused = gate.ask(mail());
    assertThat(microsoft.callsOf("/v1.0/users/kim")).isEmpty();
    assertThat(microsoft.callsOf("$filter")).hasSize(2);

    microsoft.user = graphError(404, "Request_ResourceNotFound");
    assertThat(gate.ask(upn("kim@example.org"))).isEqualTo(NOT_IN_DIRECTORY);
    assertThat(microsoft.callsOf("$filter")).hasSize(2);
  }

  @Test
  void ofSeveralPeopleWithOneMailAnyMemberIsEnough() {
    microsoft.search =
        answer(200, "{\"value\":[" + user(OTHER_ID, "") + "," + user(USER_ID, "") + "]}");
    microsoft.check =
        exchange ->
            (exchange.getRequestURI().getPath().contains(USER_ID) ? memberOf(GROUP_ID) : memberOf())
                .play(exchange);

    assertThat(gate.ask(mail())).isInstanceOf(Finding.Ready.class);
    assertThat(microsoft.callsOf("checkMemberGroups")).hasSize(2);
    assertThat(microsoft.callsOf("otherMails")).isEmpty();
  }

  @Test
  void theDirectoryObjectTellsAgeAndPendingInvitation() {
    microsoft.user =
        answer(
            200,
            user(USER_ID, ",\"userType\":\"Guest\",\"externalUserState\":\"PendingAcceptance\""));
    assertThat(gate.ask(upn("kim@example.org")))
        .isEqualTo(new Finding.NotYet(Cause.NOT_IN_GROUP, true));

    microsoft.check = memberOf(GROUP_ID);
    assertThat(gate.ask(upn("kim@example.org")))
        .isEqualTo(new Finding.Ready(Instant.parse("2026-11-21T09:59:30Z"), true));
  }

  @Test
  void aDisabledAccountIsBlockedAndNotRemembered() {
    microsoft.user = answer(200, user(USER_ID, ",\"accountEnabled\":false"));
    assertThat(gate.ask(upn("kim@example.org")))
        .isEqualTo(new Finding.Blocked(Cause.ACCOUNT_DISABLED));

    microsoft.user = answer(200, user(USER_ID, ",\"accountEnabled\":true"));
    microsoft.check = memberOf(GROUP_ID);
    assertThat(gate.ask(upn("kim@example.org"))).isInstanceOf(Finding.Ready.class);
  }

  @Test
  void aDisabledNamesakeDoesNotBlock() {
    microsoft.search =
        answer(
            200,
            "{\"value\":["
                + user(OTHER_ID, ",\"accountEnabled\":false")
                + ","
                + user(USER_ID, "")
                + "]}");
    microsoft.check = memberOf(GROUP_ID);

    assertThat(gate.ask(mail())).isInstanceOf(Finding.Ready.class);
    assertThat(microsoft.callsOf(OTHER_ID)).isEmpty();
  }

  @Test
  void aFindIsRememberedForAnHourAndNoLonger() {
    microsoft.check = memberOf(GROUP_ID);
    var unused = gate.ask(upn("kim@example.org"));
    gate.clock.advance(Duration.ofMinutes(59));
    unused = gate.ask(upn("kim@example.org"));
    assertThat(microsoft.callsOf("/v1.0/users/kim")).hasSize(1);

    gate.clock.advance(Duration.ofMinutes(1));
    unused = gate.ask(upn("kim@example.org"));
    assertThat(microsoft.callsOf("/v1.0/users/kim")).hasSize(2);
  }

  @Test
  void aNameThatMovedToAnotherObjectIsNoticedInTheSameProbe() {
    var unused = gate.ask(upn("kim@example.org"));
    microsoft.user = answer(200, user(OTHER_ID, ""));
    microsoft.check =
        exchange ->
            (exchange.getRequestURI().getPath().contains(OTHER_ID)
                    ? memberOf(GROUP_ID)
                    : graphError(404, "Request_ResourceNotFound"))
                .play(exchange);

    assertThat(gate.ask(upn("kim@example.org"))).isInstanceOf(Finding.Ready.class);
  }

  @Test
  void aNameThatMovedWhileTheOldObjectLivesOnIsNoticedByTheNextProbe() {
    microsoft.check =
        exchange ->
            (exchange.getRequestURI().getPath().contains(OTHER_ID)
                    ? memberOf(GROUP_ID)
                    : memberOf())
                .play(exchange);
    var unused = gate.ask(upn("kim@example.org"));
    microsoft.user = answer(200, user(OTHER_ID, ""));

    assertThat(gate.ask(upn("kim@example.org"))).isInstanceOf(Finding.Ready.class);
  }

  @Test
  void anObjectThatIsFoundAndNotFoundAgainIsNotThereYet() {
    microsoft.check = graphError(404, "Request_ResourceNotFound");
    assertThat(gate.ask(upn("kim@example.org"))).isEqualTo(NOT_IN_DIRECTORY);

    microsoft.check = first(graphError(404, "Request_ResourceNotFound"), memberOf(GROUP_ID));
    assertThat(gate.ask(upn("kim@example.org"))).isEqualTo(NOT_IN_DIRECTORY);
    assertThat(gate.ask(upn("kim@example.org"))).isInstanceOf(Finding.Ready.class);
    assertThat(microsoft.callsOf("/v1.0/users/kim")).hasSize(3);
  }

  private static UserId upn(String name) {
    return new UserId(UserId.Form.UPN, name);
  }

  private static UserId mail() {
    return new UserId(UserId.Form.MAIL, "kim@example.org");
  }
}
