package io.github.powerbigate.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.powerbigate.containers.Containers.Pair;
import io.github.powerbigate.containers.Tenant.Person;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The same portal, with the drop-in jar, in one container after another. */
@ParameterizedClass(name = "{0}")
@MethodSource("pairs")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(Compatibility.class)
@SuppressWarnings("NullAway.Init") // What is set before each invocation of the class.
class ContainerIT {

  private static final int REDEPLOYS = 10;
  private static final Pattern GO =
      Pattern.compile("id=\"go\" href=\"(\\?[^\"]*powerbi-gate=go[^\"]*)\"");

  @Parameter Pair pair;

  private Tenant tenant;
  private Running container;
  private War war;

  static Stream<Pair> pairs() {
    return Containers.laidReady();
  }

  @BeforeParameterizedClassInvocation
  void start(Pair given, @TempDir Path folder) throws IOException {
    tenant = new Tenant();
    war = Portal.at(given.container().servlets(), tenant);
    container = Running.install(given.container(), given.jdk().home(), folder);
    container.deploy(war);
  }

  @AfterParameterizedClassInvocation
  void stop() {
    container.close();
    tenant.close();
  }

  @Test
  void theLogShowsTheSettingsAndNotTheSecret() throws Exception {
    // Undertow, and with it WildFly, starts a filter at its first request.
    Visitor.strangerGoes(at("go"));

    assertThat(container.log())
        .contains("clientSecret=***")
        .contains("intercept=redirect")
        .doesNotContain("the-right-secret");
  }

  @Test
  void aStrangerPasses() throws Exception {
    HttpResponse<String> answer = Visitor.strangerGoes(at("analytics"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("the application");
  }

  @Test
  void aMemberPassesAtOnce() throws Exception {
    HttpResponse<String> answer = Visitor.goes(tenant.member(), at("analytics"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("the application");
  }

  @Test
  void aNewMemberWaitsAndGetsIn() throws Exception {
    Person person = tenant.person();
    HttpResponse<String> page = Visitor.goes(person.mail(), at("analytics"));
    assertThat(page.statusCode()).isEqualTo(202);
    assertThat(page.headers().firstValue("X-PowerBI-Gate").orElse("")).startsWith("waiting");
    assertThat(page.body()).contains("<html").doesNotContain("the application");

    tenant.add(person);

    Visitor.awaitReady(person.mail(), at("analytics"));
    assertThat(Visitor.goes(person.mail(), at("analytics")).body()).isEqualTo("the application");
  }

  @Test
  void aScriptIsToldToWaitInJson() throws Exception {
    HttpResponse<String> answer = Visitor.fetches(tenant.person().mail(), at("analytics"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  @Test
  void theStatusIsJsonForThePageAlone() throws Exception {
    Person person = tenant.person();
    Visitor.goes(person.mail(), at("analytics"));

    HttpResponse<String> poll = Visitor.polls(person.mail(), at("analytics"));
    HttpResponse<String> navigation =
        Visitor.goes(person.mail(), at("analytics?a=b&powerbi-gate=status"));

    assertThat(poll.statusCode()).isEqualTo(200);
    assertThat(poll.body()).contains("\"ready\":false");
    assertThat(navigation.statusCode()).isEqualTo(303);
    assertThat(navigation.headers().firstValue("Location")).contains("?a=b");
  }

  @Test
  void atTheRedirectThePersonWaitsAndGoesOnToTheSameAddress() throws Exception {
    for (String how : new String[] {"go", "go?how=async"}) {
      Person person = tenant.person();
      HttpResponse<String> page = Visitor.goes(person.mail(), at(how));
      assertThat(page.statusCode()).isEqualTo(202);

      tenant.add(person);

      URI onward = Visitor.with(at("go"), onward(page));
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> Visitor.goes(person.mail(), onward).statusCode() == 302);
      assertThat(Visitor.goes(person.mail(), onward).headers().firstValue("Location"))
          .contains(tenant.target());
    }
  }

  @Test
  void inPlaceOfAnApplicationTheGateItselfRedirects() throws Exception {
    HttpResponse<String> answer = Visitor.goes(tenant.member(), at("report"));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).contains(tenant.target());
  }

  @Test
  void inADryRunEverybodyPasses() throws Exception {
    HttpResponse<String> answer = Visitor.goes(tenant.person().mail(), at("rehearsal"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("the application at /rehearsal");
  }

  @Test
  void anErrorPageUnderAGuardedPathIsShown() throws Exception {
    HttpResponse<String> answer = Visitor.goes(tenant.person().mail(), at("broken"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).isEqualTo("the application is sorry");
  }

  @Test
  void anErrorOfTheGuardedApplicationIsItsOwn() throws Exception {
    HttpResponse<String> answer = Visitor.goes(tenant.member(), at("analytics?how=fail"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).isEqualTo("the application is sorry");
  }

  @Test
  void anAsyncApplicationAnswersLater() throws Exception {
    HttpResponse<String> answer = Visitor.goes(tenant.member(), at("analytics?how=async"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("the application, later");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void tenRedeploysLeaveNoClassLoaderAndNoThread() throws Exception {
    assumeTrue(pair.container().redeploys(), "is not redeployed while it lives");
    for (int i = 0; i < REDEPLOYS; i++) {
      Visitor.goes(tenant.member(), at("analytics"));
      Visitor.goes(tenant.person().mail(), at("analytics"));
      container.undeploy();
      container.deploy(war);
    }
    Visitor.goes(tenant.person().mail(), at("analytics"));
    assertThat(container.threadsOfTheGate()).isNotEmpty();
    assertThat(container.loadersOfTheGate()).isPositive();
    container.undeploy();
    // Some containers keep hold of the application that was last undeployed, whatever it is.
    container.deploy(Portal.withoutGates(pair.container().servlets()));
    container.undeploy();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(container.threadsOfTheGate()).isEmpty());
    int kept = pair.container().keepsHoldOf();
    assumeTrue(kept != Container.ALL, "the container itself keeps hold of every application");
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(container.loadersOfTheGate()).isLessThanOrEqualTo(kept));
  }

  /** The query of the link by which a page of the gate leads on. */
  static String onward(HttpResponse<String> page) {
    Matcher go = GO.matcher(page.body());
    assertThat(go.find()).as(page.body()).isTrue();
    return go.group(1).replace("&amp;", "&");
  }

  private URI at(String path) {
    return container.address().resolve(path);
  }
}
