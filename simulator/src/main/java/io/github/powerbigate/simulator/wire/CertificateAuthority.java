package io.github.powerbigate.simulator.wire;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The simulator's own certificate authority: made anew at every start, its key kept in memory only,
 * and good for nothing but localhost and {@code .test}. Whoever trusts it gives nobody the power to
 * pass for Microsoft.
 */
final class CertificateAuthority {
  private static final String NAME = "CN=Power BI access gate simulator CA, OU=simulator";
  private static final String SERVER_NAME = "CN=localhost, OU=simulator";
  private static final Duration LIFE = Duration.ofDays(30);

  private final SecureRandom random = new SecureRandom();
  private final KeyPair keys;
  private final X509Certificate certificate;

  CertificateAuthority() {
    try {
      keys = newKeys();
      X509v3CertificateBuilder builder = begin(NAME, keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(Extension.nameConstraints, true, new NameConstraints(permitted(), null));
      certificate = sign(builder, keys.getPrivate());
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("the simulator's CA could not be made", e);
    }
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** A key store in memory for the https ports. */
  KeyStore serverKeys(char[] password, Optional<String> exposedAs) {
    try {
      KeyPair server = newKeys();
      X509v3CertificateBuilder builder = begin(SERVER_NAME, server.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(Extension.subjectAlternativeName, false, names(exposedAs));
      X509Certificate leaf = sign(builder, keys.getPrivate());
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "simulator", server.getPrivate(), password, new Certificate[] {leaf, certificate});
      return store;
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("the simulator's certificate could not be made", e);
    }
  }

  private static GeneralSubtree[] permitted() {
    return new GeneralSubtree[] {
      new GeneralSubtree(new GeneralName(GeneralName.dNSName, "localhost")),
      new GeneralSubtree(new GeneralName(GeneralName.dNSName, "test")),
      new GeneralSubtree(new GeneralName(GeneralName.iPAddress, "127.0.0.1/32")),
      new GeneralSubtree(new GeneralName(GeneralName.iPAddress, "::1/128"))
    };
  }

  private static GeneralNames names(Optional<String> exposedAs) {
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.dNSName, "localhost"));
    names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    names.add(new GeneralName(GeneralName.iPAddress, "::1"));
    exposedAs.ifPresent(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
    return new GeneralNames(names.toArray(new GeneralName[0]));
  }

  private KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  /** The real time: whoever checks a certificate does not know the simulator's clock. */
  private X509v3CertificateBuilder begin(String subject, PublicKey key) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        new X500Name(NAME),
        new BigInteger(127, random),
        Date.from(now.minus(Duration.ofDays(1))),
        Date.from(now.plus(LIFE)),
        new X500Name(subject),
        key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    X509CertificateHolder holder =
        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key));
    return new JcaX509CertificateConverter().getCertificate(holder);
  }
}
