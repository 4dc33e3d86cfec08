package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The token endpoint, by certificate (Microsoft facts §3.5, §3.6)")
final class ClientAssertionTest {
  private static final KeyPair KEYS = newKeys();
  static final X509Certificate CERTIFICATE = certificate(KEYS);

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final Client client = new Client(simulator);

  @BeforeEach
  void registerTheApp() {
    simulator.world().apps().add(Client.APP, CERTIFICATE, "User.Read.All");
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void anAssertionByItsSha256ThumbprintIsAccepted() {
    assertThat(ask(sign(JWSAlgorithm.RS256, "x5t#S256", claims().build())).status()).isEqualTo(200);
    assertThat(ask(sign(JWSAlgorithm.PS256, "x5t#S256", claims().build())).status()).isEqualTo(200);
  }

  @Test
  void anAssertionByItsSha1ThumbprintIsAccepted() {
    assertThat(ask(sign(JWSAlgorithm.RS256, "x5t", claims().build())).status()).isEqualTo(200);
  }

  @Test
  void anUnregisteredCertificateIsRefusedWith700027() {
    simulator.world().apps().add(Client.APP, certificate(newKeys()));
    assertRefused(sign(claims().build()), 700027);
  }

  @Test
  void aSignatureThatDoesNotMatchIsRefusedWith700027() {
    String good = sign(claims().build());
    String other = sign(claims().jwtID("other").build());
    String mixed =
        good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));

    assertRefused(mixed, 700027);
    assertRefused("rubbish", 700027);
  }

  @Test
  void anAssertionThatIsOverIsRefusedWith700024() {
    String assertion = sign(claims().build());
    clock.pass(Duration.ofMinutes(16));

    assertRefused(assertion, 700024);
  }

  @Test
  void anAssertionOfTheFutureIsRefusedWith700024() {
    Instant later = clock.instant().plus(Duration.ofMinutes(6));
    assertRefused(sign(claims().notBeforeTime(Date.from(later)).build()), 700024);
  }

  @Test
  void anotherAudienceIsRefusedWith700023() {
    assertRefused(sign(claims().audience("https://elsewhere.example").build()), 700023);
  }

  @Test
  void anotherAppIsRefusedWith700021() {
    assertRefused(sign(claims().subject("somebody else").build()), 700021);
    assertRefused(sign(claims().issuer("somebody else").build()), 700021);
  }

  private void assertRefused(String assertion, int code) {
    EntraTest.assertRefusal(ask(assertion), 401, "invalid_client", code);
  }

  private Client.Answer ask(String assertion) {
    Map<String, String> form = new LinkedHashMap<>(client.secretGrant());
    form.remove("client_secret");
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", assertion);
    return client.token(form);
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .audience(client.tokenEndpoint().toString())
        .issuer(Client.APP)
        .subject(Client.APP)
        .notBeforeTime(Date.from(clock.instant()))
        .expirationTime(Date.from(clock.instant().plus(Duration.ofMinutes(10))));
  }

  private static String sign(JWTClaimsSet claims) {
    return sign(JWSAlgorithm.RS256, "x5t#S256", claims);
  }

  private static String sign(JWSAlgorithm algorithm, String thumbprint, JWTClaimsSet claims) {
    try {
      String digest = thumbprint.equals("x5t") ? "SHA-1" : "SHA-256";
      Base64URL value =
          Base64URL.encode(MessageDigest.getInstance(digest).digest(CERTIFICATE.getEncoded()));
      Map<String, Object> header = Map.of("alg", algorithm.getName(), thumbprint, value.toString());
      SignedJWT jwt = new SignedJWT(JWSHeader.parse(header), claims);
      jwt.sign(new RSASSASigner(KEYS.getPrivate()));
      return jwt.serialize();
    } catch (JOSEException | GeneralSecurityException | ParseException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static X509Certificate certificate(KeyPair keys) {
    try {
      X500Name name = new X500Name("CN=gate");
      Instant now = Instant.now();
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      name,
                      BigInteger.ONE,
                      Date.from(now.minus(Duration.ofDays(1))),
                      Date.from(now.plus(Duration.ofDays(1))),
                      name,
                      keys.getPublic())
                  .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }
}
