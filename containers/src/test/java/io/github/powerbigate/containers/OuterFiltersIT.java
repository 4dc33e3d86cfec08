package io.github.powerbigate.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.containers.Tenant.Person;
import io.github.powerbigate.containers.portal.Compressing;
import io.github.powerbigate.containers.portal.Logging;
import io.github.powerbigate.containers.portal.OuterPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
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
    for (String shared : new String[] {"Kept", "Kept$1"}) {
      war.with("io.github.powerbigate.containers.portal." + shared);
    }
    container = Running.install(here, Path.of(System.getProperty("java.home")), folder);
    container.deploy(war);
  }

  @AfterParameterizedClassInvocation
  void stop() {
    container.close();
    tenant.close();
  }

  @Test
  void theWaitPageArrivesWholeWithAPolicyUnderWhichItWorks() throws Exception {
    HttpResponse<byte[]> answer = Visitor.goesForBytes(tenant.person().mail(), at("analytics"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(unzipped(answer)).startsWith("<!DOCTYPE html>").endsWith("</html>");
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("script-src 'sha256-")
        .doesNotContain("default-src 'self'");
  }

  @Test
  void thePersonGetsInAndTheApplicationKeepsItsOwnPolicy() throws Exception {
    HttpResponse<byte[]> answer = Visitor.goesForBytes(tenant.member(), at("analytics"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(unzipped(answer)).isEqualTo("the application");
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'self'");
  }

  @Test
  void atTheRedirectThePersonWaitsAndAMemberGoesOn() throws Exception {
    HttpResponse<byte[]> page = Visitor.goesForBytes(tenant.person().mail(), at("go"));
    assertThat(page.statusCode()).isEqualTo(202);
    assertThat(unzipped(page)).contains("powerbi-gate=go");

    HttpResponse<byte[]> onward = Visitor.goesForBytes(tenant.member(), at("go"));
    assertThat(onward.statusCode()).isEqualTo(302);
    assertThat(onward.headers().firstValue("Location")).contains(tenant.target());
  }

  @Test
  void thePortalsLogHasTheStatusOfThePage() throws Exception {
    Person person = tenant.person();
    Visitor.goesForBytes(person.mail(), at("analytics?who=" + person.id()));

    assertThat(container.log()).containsPattern("/portal/analytics 202 [1-9]");
  }

  private URI at(String path) {
    return container.address().resolve(path);
  }

  private static String unzipped(HttpResponse<byte[]> answer) throws IOException {
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
