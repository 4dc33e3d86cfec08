package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A guest from the invitation to the report (Microsoft facts §1.3, §1.4, §2.6)")
final class InvitationTest {
  private static final String MAIL = "gus@else.example";
  private static final String WORKSPACE = "c0c0c0c0-0000-4000-8000-000000000001";
  private static final String REVIEW = "<title>Review permissions - Power BI (simulator)</title>";
  private static final String HOME = "<title>Home - Power BI (simulator)</title>";
  private static final String REPORT = "<title>Report - Power BI (simulator)</title>";

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(
          SimulatorSettings.defaults()
              .withClock(clock)
              .withReplicas(1, SimulatorSettings.ReplicaChoice.RANDOM));
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    simulator
        .world()
        .apps()
        .add(Client.APP, Client.SECRET, "User.Invite.All", "GroupMember.ReadWrite.All");
    simulator.world().addGroup(GraphTest.VIEWERS, "Viewers");
    simulator.world().grantWorkspace(WORKSPACE, GraphTest.VIEWERS);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  @DisplayName("§1.3: the link is one address inside another, as Microsoft's")
  void theLinkIsOneAddressInsideAnother() {
    String link = invite("http://localhost:1/").json().path("inviteRedeemUrl").asText();

    assertThat(link).startsWith(simulator.entraUrl() + "/redeem?rd=https%3A%2F%2F");
    assertThat(inner(link))
        .startsWith(simulator.entraUrl() + "/redeem?tenant=" + simulator.tenantId() + "&user=")
        .contains("&ticket=")
        .endsWith("&ver=2.0");
  }

  @Test
  void theLinkAcceptsTheInvitationAndLeadsWhereItWasToLead() {
    String redirect = simulator.powerBiWebUrl() + "/groups/x?ctid=" + simulator.tenantId();
    URI link = URI.create(invite(redirect).json().path("inviteRedeemUrl").asText());

    Client.Answer outer = client.get(link);
    assertThat(outer.status()).isEqualTo(302);
    assertThat(state()).isEqualTo("PendingAcceptance");
    Client.Answer inner = client.get(URI.create(outer.header("Location")));
    assertThat(inner.header("Location")).isEqualTo(redirect);
    assertThat(state()).isEqualTo("Accepted");
    assertThat(invite(redirect).json().path("status").asText()).isEqualTo("Completed");
  }

  @Test
  void aLinkThatIsNotOursLeadsNowhere() {
    String link = invite("http://localhost:1/").json().path("inviteRedeemUrl").asText();

    assertThat(redeem("?rd=" + Client.encode("https://evil.example/redeem?tenant=x")).status())
        .isEqualTo(404);
    assertThat(redeem("?user=" + guest().id()).status()).isEqualTo(404);
    String other = inner(link).replace(guest().id(), GraphTest.ADA);
    assertThat(client.get(URI.create(other)).status()).isEqualTo(404);
    assertThat(state()).isEqualTo("PendingAcceptance");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://portal.example/",
        "http://localhost.evil.example/",
        "http://localhost@evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "/groups"
      })
  void anInvitationToElsewhereIsRefused(String redirect) {
    assertThat(invite(redirect).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("§1.3: a visit that names the tenant asks for consent, and does not take it")
  void aVisitThatNamesTheTenantAsksForConsent() {
    invite("http://127.0.0.1:1/");

    assertThat(visit("").text()).contains(HOME);
    Client.Answer answer = visit("&ctid=" + simulator.tenantId());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains(REVIEW).containsOnlyOnce("<button");
    assertThat(state()).isEqualTo("PendingAcceptance");
  }

  @Test
  void consentLeadsBackToWhereTheGuestWantedToGo() {
    invite("http://127.0.0.1:1/");
    add(guest().id());
    String cookie = cookie(visit("&ctid=" + simulator.tenantId()));

    Client.Answer accepted = accept(cookie, report("&ctid=" + simulator.tenantId()));
    assertThat(accepted.status()).isEqualTo(303);
    assertThat(state()).isEqualTo("Accepted");
    URI back = simulator.powerBiWebUrl().resolve(accepted.header("Location"));
    assertThat(client.get(back).text()).contains(REPORT);
  }

  @Test
  @DisplayName("§2.2: Power BI keeps the answer of the first visit after the consent")
  void powerBiLooksAtTheGuestOnlyAfterTheConsent() {
    simulator
        .world()
        .spreads()
        .set(
            MAIL,
            Propagation.ofMembership(Delay.fixed(Duration.ofSeconds(10)))
                .withPowerBiFreeze(Duration.ofHours(1)));
    invite("http://127.0.0.1:1/");
    add(guest().id());
    String cookie = cookie(visit("&ctid=" + simulator.tenantId()));

    clock.pass(Duration.ofSeconds(10));
    accept(cookie, "/");
    assertThat(visit("&ctid=" + simulator.tenantId()).text()).contains(REPORT);
  }

  @Test
  void consentSendsNobodyElsewhere() {
    invite("http://127.0.0.1:1/");
    String cookie = cookie(visit("&ctid=" + simulator.tenantId()));

    assertThat(accept(cookie, "//evil.example/").header("Location")).isEqualTo("/");
    assertThat(accept("nobody=1", "/").text()).contains("<title>Sign in");
  }

  @Test
  @DisplayName("§1.4: who was just invited may be unknown when they are added: 404, later 204")
  void aGuestJustInvitedCannotBeAddedAtOnce() {
    simulator
        .world()
        .spreads()
        .set(
            "GUS@else.example",
            Propagation.IMMEDIATE.withDirectory(Delay.fixed(Duration.ofSeconds(3))));
    String id = invite("http://127.0.0.1:1/").json().at("/invitedUser/id").asText();

    Client.Answer early = add(id);
    assertThat(early.status()).isEqualTo(404);
    assertThat(early.json().at("/error/code").asText()).isEqualTo("Request_ResourceNotFound");
    clock.pass(Duration.ofSeconds(3));
    assertThat(add(id).status()).isEqualTo(204);
    assertThat(add(id).status()).isEqualTo(400);
  }

  @Test
  void whatWasSaidAboutOnePersonHoldsForNobodyElse() {
    simulator
        .world()
        .spreads()
        .set("other@else.example", Propagation.ofMembership(Delay.fixed(Duration.ofDays(1))));
    invite("http://127.0.0.1:1/");
    add(guest().id());

    assertThat(simulator.world().settledAt(GraphTest.VIEWERS, guest().id()))
        .isEqualTo(clock.instant());
  }

  private Client.Answer invite(String redirect) {
    return client.postToGraph(
        client.graphToken(),
        "/v1.0/invitations",
        "{\"invitedUserEmailAddress\":\""
            + MAIL
            + "\",\"inviteRedirectUrl\":\""
            + redirect
            + "\"}");
  }

  private Client.Answer add(String id) {
    return client.postToGraph(
        client.graphToken(),
        "/v1.0/groups/" + GraphTest.VIEWERS + "/members/$ref",
        "{\"@odata.id\":\"" + simulator.graphUrl() + "/v1.0/directoryObjects/" + id + "\"}");
  }

  private Client.Answer redeem(String query) {
    return client.get(simulator.entraUrl().resolve("/redeem" + query));
  }

  private Client.Answer visit(String more) {
    return client.get(URI.create(simulator.powerBiWebUrl() + report(more)));
  }

  private Client.Answer accept(String cookie, String back) {
    return client.send(
        HttpRequest.newBuilder(simulator.powerBiWebUrl().resolve("/accept"))
            .header("Cookie", cookie)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("return=" + Client.encode(back))));
  }

  private static String report(String more) {
    return "/groups/" + WORKSPACE + "/list?login_hint=" + Client.encode(MAIL) + more;
  }

  private static String inner(String link) {
    return URLDecoder.decode(link.substring(link.indexOf("rd=") + 3), StandardCharsets.UTF_8);
  }

  private static String cookie(Client.Answer answer) {
    return answer.header("Set-Cookie").split(";", 2)[0];
  }

  private User guest() {
    return simulator.world().users().get(0);
  }

  private String state() {
    return String.valueOf(guest().externalUserState());
  }
}
