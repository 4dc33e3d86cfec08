package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor sees in a web.xml. */
class WebXmlDoctorTest {

  private static final String ASYNC = "<async-supported>true</async-supported>";
  private static final String MAPPED = mapped("gate");

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

  @Test
  void itsInitParamsAreTheSettings() throws Exception {
    Clinic.Seen seen = look(clinic.webXml(ASYNC, MAPPED));
    assertThat(seen.marked("FAIL")).as(seen.out()).isEmpty();
    assertThat(seen.marked("PASS"))
        .contains("web-xml", "mapping", "async-supported", "filter-order", "group", "membership");
  }

  @Test
  void itsContextParamsAreTheSettingsToo() throws Exception {
    clinic.settings.put("clientSecret", clinic.settings.remove("clientSecret"));
    String group = clinic.settings.remove("groupId");
    Clinic.Seen seen =
        look(
            clinic.webXml(
                ASYNC,
                MAPPED
                    + "<context-param><param-name>powerbigate.groupId</param-name><param-value>"
                    + group
                    + "</param-value></context-param>"));
    assertThat(seen.marked("FAIL")).as(seen.out()).isEmpty();
  }

  @Test
  void aFilterWithoutAsyncSupportedBeforeAServletThatNeedsIt() throws Exception {
    assertFails(
        clinic.webXml(
            "", MAPPED + "<servlet><servlet-name>s</servlet-name>" + ASYNC + "</servlet>"),
        "async-supported");
  }

  @Test
  void aFilterWithoutAsyncSupportedIsWarnedOf() throws Exception {
    assertWarns(clinic.webXml("", MAPPED), "async-supported");
  }

  @Test
  void aFilterInFrontWithoutAsyncSupportedIsWarnedOf() throws Exception {
    assertWarns(
        clinic.webXml(
            ASYNC, filter("encoding", "org.example.Encoding") + mapped("encoding") + MAPPED),
        "async-supported");
  }

  @Test
  void aGateThatIsMappedToNothing() throws Exception {
    assertFails(clinic.webXml(ASYNC, ""), "mapping");
  }

  @Test
  void aGateThatIsMappedToForwardsAlone() throws Exception {
    assertFails(
        clinic.webXml(
            ASYNC, MAPPED.replace("</filter-m", "<dispatcher>FORWARD</dispatcher></filter-m")),
        "mapping");
  }

  @Test
  void aGateBeforeTheSignInIsWarnedOf() throws Exception {
    for (String type :
        List.of(
            "org.springframework.web.filter.DelegatingFilterProxy",
            "org.keycloak.adapters.servlet.KeycloakOIDCFilter",
            "org.apache.shiro.web.servlet.ShiroFilter",
            "com.example.portal.LoginFilter")) {
      String filter = filter("people", type).replace("</filter>", ASYNC + "</filter>");
      assertWarns(clinic.webXml(ASYNC, filter + MAPPED + mapped("people")), "filter-order");
      Clinic.Seen behind = look(clinic.webXml(ASYNC, filter + mapped("people") + MAPPED));
      assertThat(behind.marked("WARN")).as(behind.out()).doesNotContain("filter-order");
    }
  }

  @Test
  void anEntityIsNotFollowed() throws Exception {
    Path secret = clinic.file("secret", "canary");
    String webXml = clinic.webXml(ASYNC, MAPPED).replace("gate</filter-name>", "&x;</filter-name>");
    assertFails(
        "<!DOCTYPE web-app [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>" + webXml, "web-xml");
  }

  @Test
  void aFileOfMoreThanTenMegabytesIsNotRead() throws Exception {
    assertFails("<web-app>" + " ".repeat(11 * 1024 * 1024) + "</web-app>", "web-xml");
  }

  @Test
  void aWebXmlWithoutTheGate() throws Exception {
    assertFails("<web-app>" + filter("other", "org.example.Other") + "</web-app>", "web-xml");
  }

  @Test
  void ofTwoGatesOneMustBeNamed() throws Exception {
    String second =
        filter("second", "io.github.powerbigate.PowerBiAccessGateFilter") + mapped("second");
    String webXml = clinic.webXml(ASYNC, MAPPED + second);
    Clinic.Seen unnamed = look(webXml);
    assertThat(unnamed.code()).isEqualTo(2);
    assertThat(unnamed.err()).contains("--filter", "gate, second");
    assertThat(look(webXml, "--filter", "gate").marked("FAIL")).isEmpty();
    assertThat(look(webXml, "--filter", "second").marked("FAIL")).containsExactly("settings");
  }

  private void assertFails(String webXml, String name) throws IOException {
    Clinic.Seen seen = look(webXml);
    assertThat(seen.marked("FAIL")).as(seen.out()).containsExactly(name);
    assertThat(seen.code()).isEqualTo(2);
  }

  private void assertWarns(String webXml, String name) throws IOException {
    Clinic.Seen seen = look(webXml);
    assertThat(seen.marked("FAIL")).as(seen.out()).isEmpty();
    assertThat(seen.marked("WARN")).as(seen.out()).contains(name);
  }

  private Clinic.Seen look(String webXml, String... more) throws IOException {
    Path file = Files.writeString(home.resolve("web.xml"), webXml);
    List<String> args = new ArrayList<>(List.of("doctor", "--web-xml", file.toString()));
    args.addAll(List.of(more));
    args.addAll(List.of("--user", "kim@example.org"));
    return clinic.run(args);
  }

  private static String filter(String name, String type) {
    return "<filter><filter-name>"
        + name
        + "</filter-name><filter-class>"
        + type
        + "</filter-class></filter>";
  }

  private static String mapped(String name) {
    return "<filter-mapping><filter-name>"
        + name
        + "</filter-name><url-pattern>/powerbi</url-pattern></filter-mapping>";
  }
}
