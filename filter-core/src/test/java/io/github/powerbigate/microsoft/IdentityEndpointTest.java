package io.github.powerbigate.microsoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityEndpointTest {

  private static final String GRAPH = "https://graph.microsoft.com";
  private static final String HEADER = "canary-header";

  @Test
  void whereTheEnvironmentNamesNoneTheMetadataServiceOfTheMachineIsAsked() {
    HttpRequest question = IdentityEndpoint.of(Map.<String, String>of()::get).question(GRAPH, "");

    assertThat(question.uri())
        .hasToString(
            "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01"
                + "&resource=https%3A%2F%2Fgraph.microsoft.com");
    assertThat(question.headers().firstValue("Metadata")).contains("true");
  }

  @Test
  void theOneThatTheEnvironmentNamesIsAskedWithItsHeader() {
    HttpRequest question = named("http://127.0.0.1:41741/msi/token/").question(GRAPH, "");

    assertThat(question.uri())
        .hasToString(
            "http://127.0.0.1:41741/msi/token/?api-version=2019-08-01"
                + "&resource=https%3A%2F%2Fgraph.microsoft.com");
    assertThat(question.headers().firstValue("X-IDENTITY-HEADER")).contains(HEADER);
  }

  @Test
  void aUserAssignedIdentityIsNamedByItsClientId() {
    String id = "33333333-dddd-4ddd-8ddd-333333333333";

    assertThat(named("http://localhost:42356/msi/token").question(GRAPH, id).uri().getQuery())
        .endsWith("&client_id=" + id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:42356/msi/token",
        "http://127.0.0.1:41741/msi/token/",
        "http://[::1]:8081/msi/token",
        "http://169.254.129.2:8081/msi/token",
        "http://172.16.1.8:8081/msi/token"
      })
  void itMayStandBesideTheGate(String place) {
    assertThat(named(place).question(GRAPH, "").uri().toString()).startsWith(place + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:42356/msi/token",
        "http://evil.example/msi/token",
        "http://8.8.8.8/msi/token",
        "http://172.32.0.1/msi/token",
        "http://127.0.0.1.evil.example/msi/token",
        "http://localhost@evil.example/msi/token",
        "http://localhost:99999/msi/token",
        "http://localhost:8081",
        "http://localhost:8081/msi/token?x=y",
        "canary"
      })
  void itMayStandNowhereElse(String place) {
    assertThatThrownBy(() -> named(place))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("IDENTITY_ENDPOINT")
        .message()
        .doesNotContain("evil", "canary");
  }

  @Test
  void azureArcAndServiceFabricAreRefused() {
    Map<String, String> arc = Map.of("IDENTITY_ENDPOINT", "http://localhost:40342/metadata");
    Map<String, String> fabric =
        Map.of(
            "IDENTITY_ENDPOINT", "http://localhost:2377/metadata",
            "IDENTITY_HEADER", HEADER,
            "IDENTITY_SERVER_THUMBPRINT", "AB");

    for (Map<String, String> environment : List.of(arc, fabric)) {
      assertThatThrownBy(() -> IdentityEndpoint.of(environment::get))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Azure Arc or Service Fabric")
          .hasMessageContaining("clientCertificateFile");
    }
  }

  @Test
  void aHeaderThatCannotBeSentIsRefusedWithoutBeingShown() {
    Map<String, String> environment =
        Map.of("IDENTITY_ENDPOINT", "http://localhost:1/x", "IDENTITY_HEADER", "canary\r\nX: y");

    assertThatThrownBy(() -> IdentityEndpoint.of(environment::get))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("canary");
  }

  @Test
  void itsHeaderDoesNotShow() {
    assertThat(named("http://localhost:1/x")).asString().doesNotContain(HEADER);
  }

  private static IdentityEndpoint named(String place) {
    return IdentityEndpoint.of(Map.of("IDENTITY_ENDPOINT", place, "IDENTITY_HEADER", HEADER)::get);
  }
}
