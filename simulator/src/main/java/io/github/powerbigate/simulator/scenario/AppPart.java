package io.github.powerbigate.simulator.scenario;

import io.github.powerbigate.simulator.world.Apps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An app registration, with its credentials and the permissions consented to. Immutable. */
record AppPart(
    String clientId,
    List<Secret> secrets,
    List<X509Certificate> certificates,
    List<String> permissions) {

  /** A secret and the moment it expires. */
  record Secret(String value, Instant expires) {
    static Secret read(Place place) {
      place.only("value", "expires");
      return new Secret(
          place.at("value").text(), place.at("expires").maybe(Place::moment).orElse(Instant.MAX));
    }
  }

  /** Files of certificates are beside the scenario. */
  static AppPart read(Place place, Path directory, Names apps) {
    place.only("clientId", "secrets", "certificateFiles", "permissions");
    AppPart app =
        new AppPart(
            place.at("clientId").guid(),
            place.at("secrets").each(Secret::read),
            place.at("certificateFiles").each(file -> certificate(file, directory)),
            place.at("permissions").each(AppPart::permission));
    if (app.secrets.isEmpty() && app.certificates.isEmpty()) {
      throw place.wrong("needs secrets or certificateFiles");
    }
    apps.add(place, app.clientId);
    return app;
  }

  Optional<String> secret() {
    return secrets.stream().map(Secret::value).findFirst();
  }

  void addTo(Apps apps) {
    String[] roles = permissions.toArray(new String[0]);
    if (secrets.isEmpty()) {
      apps.add(clientId, certificates.get(0), roles);
    } else {
      apps.add(clientId, secrets.get(0).value(), roles);
    }
    secrets.forEach(secret -> apps.setSecret(clientId, secret.value(), secret.expires()));
    certificates.stream()
        .skip(secrets.isEmpty() ? 1 : 0)
        .forEach(certificate -> apps.addCertificate(clientId, certificate));
  }

  private static String permission(Place place) {
    if (!place.text().matches("[A-Za-z]+(\\.[A-Za-z]+)+")) {
      throw place.mustBe("a permission of Graph such as User.Read.All");
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
