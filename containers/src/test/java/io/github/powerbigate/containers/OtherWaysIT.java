package io.github.powerbigate.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.containers.portal.Application;
import io.github.powerbigate.containers.portal.Registering;
import io.github.powerbigate.containers.portal.SignIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gate that no web.xml of the WAR names, by the examples of docs/other-ways.md. */
@SuppressWarnings("NullAway.Init") // What is set before each test.
class OtherWaysIT {

  private static final String DOCUMENT = "other-ways.md";

  @TempDir Path folder;

  private Tenant tenant;

  @BeforeEach
  void tenant() {
    tenant = new Tenant();
  }

  @AfterEach
  void close() {
    tenant.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tomcat 9.", "Tomcat 10.1", "Jetty 12.1.12 ee10"})
  void anApplicationRegistersTheGateInCode(String begin) throws Exception {
    Container container = Containers.named(begin);
    WebXml webXml = portal(new WebXml().shared(tenant.settings())).listener(Registering.class);
    try (Running running = install(container)) {
      running.deploy(Portal.of(container.servlets(), webXml).with(Registering.class));

      gates(running);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tomcat 9.", "Tomcat 10.1", "Jetty 12.1.12 ee10"})
  void aSecretComesFromAnEntryInWebXml(String begin) throws Exception {
    Container container = Containers.named(begin);
    WebXml webXml =
        portal(new WebXml().shared(tenant.settingsButSecret()))
            .raw(Documents.block(DOCUMENT, "xml", "<env-entry>"))
            .gate("powerbi", Map.of("intercept", "redirect"))
            .at("/go", "powerbi");
    try (Running running = install(container)) {
      running.deploy(Portal.of(container.servlets(), webXml));

      gates(running);
      fromJndi(running);
    }
  }

  @Test
  void tomcatAddsTheGateByADescriptorForAllOfAHost() throws Exception {
    Container tomcat = Containers.named("Tomcat 10.1");
    try (Running running = install(tomcat)) {
      Path descriptors =
          Files.createDirectories(running.folder().resolve("conf/Catalina/localhost"));
      Files.writeString(descriptors.resolve("web.xml.default"), example("<web-app "));
      Files.writeString(descriptors.resolve("portal.xml"), tomcatsDescriptor());
      untouched(tomcat).writeTo(folder.resolve("portal.war"));
      running.start("portal", "up");

      gates(running);
      fromJndi(running);
      assertThat(running.log()).contains("whenOverdue=admit (context-param");
    }
  }

  @Test
  void tomcatAddsTheGateByAnotherWebXmlForOneApplication() throws Exception {
    Container tomcat = Containers.named("Tomcat 10.1");
    War untouched = untouched(tomcat);
    try (Running running = install(tomcat)) {
      Path descriptors =
          Files.createDirectories(running.folder().resolve("conf/Catalina/localhost"));
      String added =
          example("<web-app ").replaceFirst("<web-app [^>]*>", "").replace("</web-app>", "");
      Files.writeString(
          folder.resolve("web.xml"),
          untouched.webXml().replace("</web-app>", added + "</web-app>"));
      Files.writeString(
          descriptors.resolve("portal.xml"),
          tomcatsDescriptor()
              .replace("<Context ", "<Context altDDName=\"" + folder.resolve("web.xml") + "\" "));
      untouched.writeTo(folder.resolve("portal.war"));
      running.start("portal", "up");

      gates(running);
      fromJndi(running);
    }
  }

  @Test
  void jettyAddsTheGateByADescriptor() throws Exception {
    Container jetty = Containers.named("Jetty 12.1.12 ee10");
    try (Running running = install(jetty)) {
      Files.writeString(folder.resolve("gate.xml"), example("<web-app "));
      untouched(jetty).writeTo(folder.resolve("portal.war"));
      Files.writeString(
          running.folder().resolve("webapps/portal.xml"),
          exampleWithSettings(
              "<!DOCTYPE Configure ",
              "</Configure>",
              "<Call name=\"setInitParameter\"><Arg>%s</Arg><Arg>%s</Arg></Call>\n"));
      running.start("portal", "up");

      gates(running);
      fromJndi(running);
    }
  }

  private Running install(Container container) throws IOException {
    Files.copy(container.servlets().jar(), folder.resolve("powerbi-access-gate.jar"));
    Running running =
        Running.install(container, Files.createDirectory(folder.resolve("container")));
    if (container.name().startsWith("Jetty")) {
      Files.writeString(running.folder().resolve("start.d/jndi.ini"), "--modules=ee10-plus\n");
    }
    return running;
  }

  /** An example, where the files lie. */
  private String example(String begin) throws IOException {
    return Documents.block(DOCUMENT, "xml", begin).replace("/srv/", folder + "/");
  }

  /** The same with the settings that all gates share, which are others for each test. */
  private String exampleWithSettings(String begin, String end, String setting) throws IOException {
    StringBuilder settings = new StringBuilder();
    tenant
        .settingsButSecret()
        .forEach((name, value) -> settings.append(setting.formatted("powerbigate." + name, value)));
    return example(begin).replace(end, settings + end);
  }

  private String tomcatsDescriptor() throws IOException {
    return exampleWithSettings(
        "<Context ", "</Context>", "<Parameter name=\"%s\" value=\"%s\" override=\"false\"/>\n");
  }

  /** The WAR as it was before there was a gate. */
  private War untouched(Container container) {
    return Portal.of(container.servlets(), portal(new WebXml())).withoutJar();
  }

  private WebXml portal(WebXml webXml) {
    return webXml
        .filter("signin", SignIn.class)
        .at("/*", "signin")
        .servlet(Application.class, Map.of("target", tenant.target()), "/go", "/up");
  }

  private void gates(Running running) throws Exception {
    URI go = running.address().resolve("go");
    assertThat(Visitor.goes(tenant.person().mail(), go).statusCode()).isEqualTo(202);
    assertThat(Visitor.goes(tenant.member(), go).headers().firstValue("Location"))
        .contains(tenant.target());
  }

  private static void fromJndi(Running running) {
    assertThat(running.log())
        .contains("clientSecret=*** (JNDI java:comp/env/powerbigate/clientSecret)")
        .doesNotContain("the-right-secret");
  }
}
