package io.github.powerbigate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WebXmlTest {

  private static final String FILTER =
      "<filter><filter-name> gate </filter-name><filter-class>"
          + WebXml.GATE
          + "</filter-class><async-supported>true</async-supported><init-param><param-name>groupId"
          + "</param-name><param-value><![CDATA[one]]>,two</param-value></init-param></filter>";

  @TempDir Path home;

  @Test
  void filtersMappingsAndParamsAreRead() throws Exception {
    WebXml read =
        read(
            "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>"
                + "<context-param><param-name>powerbigate.mode</param-name>"
                + "<param-value>off</param-value></context-param>"
                + FILTER
                + "<filter-mapping><filter-name>gate</filter-name><url-pattern>/a</url-pattern>"
                + "<dispatcher>FORWARD</dispatcher></filter-mapping>"
                + "<filter-mapping><filter-name>gate</filter-name><url-pattern>/b</url-pattern>"
                + "</filter-mapping>"
                + "<servlet><servlet-name>s</servlet-name><async-supported>true</async-supported>"
                + "</servlet></web-app>");
    assertThat(read.contextParams()).isEqualTo(Map.of("powerbigate.mode", "off"));
    assertThat(read.asyncElsewhere()).isTrue();
    assertThat(read.filters()).hasSize(1);
    WebXml.Entry gate = read.filters().get(0);
    assertThat(gate.isGate()).isTrue();
    assertThat(gate.name()).isEqualTo("gate");
    assertThat(gate.asyncSupported()).isTrue();
    assertThat(gate.initParams()).isEqualTo(Map.of("groupId", "one,two"));
    assertThat(read.mappings()).extracting(WebXml.Mapping::requests).containsExactly(false, true);
  }

  @Test
  void theDoctypeOfOldVersionsIsAllowedAndNotFetched() throws Exception {
    try (ServerSocket elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      WebXml read =
          read(
              "<!DOCTYPE web-app PUBLIC '-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN'"
                  + " 'http://localhost:"
                  + elsewhere.getLocalPort()
                  + "/web-app_2_3.dtd'><web-app>"
                  + FILTER
                  + "</web-app>");
      assertThat(read.filters()).hasSize(1);
      assertNobodyCame(elsewhere);
    }
  }

  @Test
  void noEntityIsReadFromAFile() throws Exception {
    Path secret = Files.writeString(home.resolve("secret"), "canary");
    assertUnreadable(
        "<!DOCTYPE web-app [<!ENTITY x SYSTEM '"
            + secret.toUri()
            + "'>]><web-app><filter><filter-name>&x;</filter-name></filter></web-app>");
  }

  @Test
  void noEntityIsReadFromTheNetwork() throws Exception {
    try (ServerSocket elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String there = "http://localhost:" + elsewhere.getLocalPort();
      assertUnreadable(
          "<!DOCTYPE web-app [<!ENTITY x SYSTEM '" + there + "'>]><web-app>&x;</web-app>");
      // A parameter entity is fetched by whoever reads the DTD at all.
      assertThat(
              read("<!DOCTYPE web-app [<!ENTITY % p SYSTEM '" + there + "'> %p;]><web-app/>")
                  .filters())
          .isEmpty();
      assertNobodyCame(elsewhere);
    }
  }

  @Test
  void entitiesThatMultiplyAreNotReplaced() {
    assertUnreadable(
        "<!DOCTYPE web-app [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
            + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><web-app><a>&c;</a></web-app>");
  }

  @Test
  void whatIsNoWebXmlIsRefusedWithoutRepeatingIt() {
    assertUnreadable("canary");
    assertUnreadable("<web-app><canary></web-app>");
    assertUnreadable("<canary/>");
    assertUnreadable("<web-app>" + "<canary>".repeat(1000));
    assertUnreadable("");
  }

  @Test
  void moreThanTenMegabytesAreRefused() {
    assertThatExceptionOfType(WebXml.Unreadable.class)
        .isThrownBy(() -> WebXml.read(new byte[WebXml.LARGEST + 1]))
        .withMessageContaining("10 MB");
  }

  private static void assertUnreadable(String text) {
    assertThatExceptionOfType(WebXml.Unreadable.class)
        .isThrownBy(() -> read(text))
        .withMessageNotContaining("canary")
        .withNoCause();
  }

  private static void assertNobodyCame(ServerSocket elsewhere) throws IOException {
    elsewhere.setSoTimeout(50);
    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(elsewhere::accept);
  }

  private static WebXml read(String text) throws WebXml.Unreadable {
    return WebXml.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
