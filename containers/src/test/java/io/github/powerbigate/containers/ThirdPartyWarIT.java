package io.github.powerbigate.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.powerbigate.containers.Tenant.Person;
import io.github.powerbigate.containers.portal.SignIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applications of other people, as they are distributed: the jar is added, and the end of web.xml.
 * With {@code -Pcontainers}, for they are large.
 */
class ThirdPartyWarIT {

  @TempDir Path folder;

  /** It has Caffeine 3.1, nimbus-jose-jwt 9.41 and slf4j 2 of its own. */
  @Test
  void hawtioIsGated() throws Exception {
    gates("Tomcat 10.1", "hawtio-default-4.2.0.war", "index.html", "<title>Hawtio");
  }

  /** It has slf4j 1.7 and gson of its own, and filters that wrap the answer. */
  @Test
  void jspWikiIsGated() throws Exception {
    gates("Tomcat 9", "jspwiki-war-2.11.2.war", "Wiki.jsp", "JSPWiki");
  }

  private void gates(String container, String distribution, String page, String itsOwn)
      throws Exception {
    assumeTrue(Given.has("third-party/" + distribution), "fetched with -Pcontainers only");
    Container given = Containers.named(container);
    try (Tenant tenant = new Tenant();
        Running running = Running.install(given, folder)) {
      running.deploy("portal", gated(given.servlets(), distribution, page, tenant), page);
      URI guarded = running.address().resolve(page);
      Person person = tenant.person();

      HttpResponse<String> stranger = Visitor.strangerGoes(guarded);
      assertThat(stranger.statusCode()).isEqualTo(200);
      assertThat(stranger.body()).contains(itsOwn);

      HttpResponse<String> wait = Visitor.goes(person.mail(), guarded);
      assertThat(wait.statusCode()).isEqualTo(202);
      assertThat(wait.body()).contains("We are setting up your access").doesNotContain(itsOwn);

      tenant.add(person);
      Visitor.awaitReady(person.mail(), guarded);
      HttpResponse<String> let = Visitor.goes(person.mail(), guarded);
      assertThat(let.statusCode()).isEqualTo(200);
      assertThat(let.body()).contains(itsOwn);
    }
  }

  private War gated(Servlets servlets, String distribution, String page, Tenant tenant)
      throws IOException {
    WebXml more =
        new WebXml()
            .shared(tenant.settings())
            .filter("signin", SignIn.class)
            .gate("powerbi", Map.of("intercept", "request"))
            .at("/*", "signin")
            .at("/" + page, "powerbi");
    return War.copyOf(servlets, Given.file("third-party/" + distribution))
        .with(SignIn.class)
        .with("jspwiki-custom.properties", "jspwiki.fileSystemProvider.pageDir=" + folder + "\n")
        .withJar()
        .withAlso(more);
  }
}
