package io.github.powerbigate.simulator.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.world.Apps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** An app registration, with its credentials and the permissions consented to. Immutable. */
public record AppPart(
    String clientId,
    List<SecretPart> secrets,
    List<X509Certificate> certificates,
    List<String> permissions,
    List<String> powerBiPermissions,
    List<String> redirectUris,
    boolean pkceRequired) {

  /**
   * Reads the {@code permissions} that stand outside a scenario, beside the {@code app} whose they
   * are.
   *
   * @throws ScenarioError if they are not as they should be
   */
  public static List<String> powerBiPermissions(ObjectNode json) {
    return powerBiPermissions(Place.root(json).only("app", "permissions").at("permissions"));
  }

  private static List<String> powerBiPermissions(Place place) {
    return place.each(it -> permission(it, "Power BI such as Tenant.Read.All"));
  }

  /**
   * Reads the {@code uris} that stand outside a scenario, beside {@code app} and {@code
   * pkceRequired}.
   *
   * @throws ScenarioError if they are not as they should be
   */
  public static List<String> redirectUris(ObjectNode json) {
    return redirectUris(Place.root(json).only("app", "uris", "pkceRequired").at("uris"));
  }

  private static List<String> redirectUris(Place place) {
    return place.each(AppPart::redirectUri);
  }

  /** Of plain http only localhost may be registered, and no fragment (reply-url restrictions). */
  private static String redirectUri(Place place) {
    if (!place.text().matches("(https://|http://localhost(?=[:/]))[!-\"$-~]+")) {
      throw place.mustBe("an address with https, or http on localhost, without a fragment");
    }
    return place.text();
  }

  /** Files of certificates are beside the scenario. */
  static AppPart read(Place place, Path directory, Names apps) {
    place.only(
        "clientId",
        "secrets",
        "certificateFiles",
        "permissions",
        "powerBiPermissions",
        "redirectUris",
        "pkceRequired");
    AppPart app =
        new AppPart(
            place.at("clientId").guid(),
            place.at("secrets").each(SecretPart::read),
            place.at("certificateFiles").each(file -> certificate(file, directory)),
            place.at("permissions").each(it -> permission(it, "Graph such as User.Read.All")),
            powerBiPermissions(place.at("powerBiPermissions")),
            redirectUris(place.at("redirectUris")),
            place.at("pkceRequired").flag(false));
    if (app.secrets.isEmpty() && app.certificates.isEmpty()) {
      throw place.wrong("needs secrets or certificateFiles");
    }
    apps.add(place, app.clientId);
    return app;
  }

  Optional<String> secret() {
    return secrets.stream().map(SecretPart::value).findFirst();
  }

  void addTo(Apps apps) {
    String[] roles = permissions.toArray(new String[0]);
    if (secrets.isEmpty()) {
      apps.add(clientId, certificates.get(0), roles);
    } else {
      apps.add(clientId, secrets.get(0).value(), roles);
    }
    secrets.forEach(secret -> secret.addTo(apps, clientId));
    certificates.stream()
        .skip(secrets.isEmpty() ? 1 : 0)
        .forEach(certificate -> apps.addCertificate(clientId, certificate));
    apps.setPowerBiPermissions(clientId, powerBiPermissions.toArray(new String[0]));
    apps.setRedirectUris(clientId, redirectUris.toArray(new String[0]));
    apps.setPkceRequired(clientId, pkceRequired);
  }

  static String permission(Place place, String example) {
    if (!place.text().matches("[A-Za-z]+(\\.[A-Za-z]+)+")) {
      throw place.mustBe("a permission of " + example);
    }
    return place.text();
  }

  private static X509Certificate certificate(Place place, Path directory) {
    try (InputStream in = Files.newInputStream(directory.resolve(place.text()))) {
      if (CertificateFactory.getInstance("X.509").generateCertificate(in)
          instanceof X509Certificate certificate) {
        return certificate;
      }
    } catch (IOException | CertificateException unreadable) {
      // Refused below, as a certificate of another kind is.
    }
    throw place.wrong("names no readable X.509 certificate: " + place.text());
  }

  @Override
  public String toString() {
    return "AppPart[" + clientId + "]";
  }
}
