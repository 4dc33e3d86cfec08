package io.github.powerbigate.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.containers.Tenant.Person;
import io.github.powerbigate.containers.portal.Compressing;
import io.github.powerbigate.containers.portal.Logging;
import io.github.powerbigate.containers.portal.OuterPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A portal whose own filters log, forbid scripts within pages, and compress. */
@ParameterizedClass(name = "{0}")
@MethodSource("containers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // What is set before each invocation of the class.
class OuterFiltersIT {

  @Parameter Container given;

  private Tenant tenant;
  private Running container;

  static Stream<Container> containers() {
    return Stream.of("Tomcat 9.", "Jetty 12.1.12 ee10").map(Containers::named);
  }

  @BeforeParameterizedClassInvocation
  void start(Container here, @TempDir Path folder) throws IOException {
    tenant = new Tenant();
    WebXml outer =
        new WebXml()
            .filter("logging", Logging.class)
            .filter("policy", OuterPolicy.class)
            .filter("compressing", Compressing.class)
            .at("/*", "logging")
            .at("/*", "policy")
            .at("/*", "compressing");
    War war =
        Portal.of(here.servlets(), Portal.webXml(tenant, outer))
            .with(Logging.class)
            .with(OuterPolicy.class)
            .with(Compressing.class);
    for (String shared : new String[] {"Kept", "StreamInto"}) {
      war.with("io.github.powerbigate.containers.portal." + shared);
    }
    container = Running.install(here, folder);
    container.deploy(war);
  }

  @AfterParameterizedClassInvocation
  void stop() {
    container.close();
    tenant.close();
  }

  @Test
  void theWaitPageArrivesWholeWithAPolicyUnderWhichItWorks() throws Exception {
    assertIsTheWaitPage(Visitor.goes(tenant.person().mail(), at("analytics")));
  }

  @Test
  void aNewMemberIsToldSoAndGetsIn() throws Exception {
    Person person = tenant.person();
    Visitor.goes(person.mail(), at("analytics"));
    HttpResponse<String> status = Visitor.polls(person.mail(), at("analytics"));
    assertThat(status.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(status.body()).startsWith("{").contains("\"ready\":false").endsWith("}");

    tenant.add(person);

    Visitor.awaitReady(person.mail(), at("analytics"));
    HttpResponse<String> answer = Visitor.goes(person.mail(), at("analytics"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("the application");
    assertThat(policies(answer)).containsExactly("default-src 'self'");
  }

  @Test
  void inThePlaceOfARedirectThePageArrivesWholeAndLeadsOn() throws Exception {
    Person person = tenant.person();
    HttpResponse<String> page = Visitor.goes(person.mail(), at("go"));
    assertIsTheWaitPage(page);

    tenant.add(person);

    Visitor.awaitReady(person.mail(), at("go"));
    HttpResponse<String> onward =
        Visitor.goes(person.mail(), Visitor.with(at("go"), ContainerIT.onward(page)));
    assertThat(onward.statusCode()).isEqualTo(302);
    assertThat(onward.headers().firstValue("Location")).contains(tenant.target());
  }

  @Test
  void aMembersRedirectIsTheApplicationsOwn() throws Exception {
    HttpResponse<String> answer = Visitor.goes(tenant.member(), at("go"));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).contains(tenant.target());
    assertThat(policies(answer)).containsExactly("default-src 'self'");
  }

  @Test
  void thePortalsLogHasTheStatusOfThePage() throws Exception {
    Person person = tenant.person();
    Visitor.goes(person.mail(), at("analytics?who=" + person.id()));

    assertThat(container.log()).containsPattern("/portal/analytics 202 [1-9]");
  }

  private URI at(String path) {
    return container.address().resolve(path);
  }

  private static void assertIsTheWaitPage(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(answer.body()).startsWith("<!DOCTYPE html>").endsWith("</html>");
    assertThat(policies(answer))
        .singleElement()
        .asString()
        .contains("script-src 'sha256-")
        .doesNotContain("default-src 'self'");
  }

  private static List<String> policies(HttpResponse<?> answer) {
    return answer.headers().allValues("Content-Security-Policy");
  }
}
