package io.github.powerbigate.token;

import static io.github.powerbigate.token.Signed.ELLIPTIC_KEY;
import static io.github.powerbigate.token.Signed.FIRST_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import io.github.powerbigate.token.TokenRules.Algorithm;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of the keys that an issuer shows can verify a token. */
class KeysTest {

  @Test
  void aKeyFitsItsKindAndItsId() {
    Keys keys = parse(Signed.shown(FIRST_KEY, ELLIPTIC_KEY));
    assertThat(keys.fitting(Algorithm.RS256, "key-1")).hasSize(1);
    assertThat(keys.fitting(Algorithm.PS256, "key-1")).hasSize(1);
    assertThat(keys.fitting(Algorithm.ES256, "key-1")).isEmpty();
    assertThat(keys.fitting(Algorithm.ES256, "key-e")).hasSize(1);
    assertThat(keys.fitting(Algorithm.RS256, "KEY-1")).isEmpty();
  }

  @Test
  void aKeyForOneAlgorithmFitsNoOther() {
    Keys keys =
        parse(Signed.shown(new RSAKey.Builder(FIRST_KEY).algorithm(JWSAlgorithm.PS256).build()));
    assertThat(keys.fitting(Algorithm.PS256, "key-1")).hasSize(1);
    assertThat(keys.fitting(Algorithm.RS256, "key-1")).isEmpty();
  }

  @Test
  void aKeyForAnotherAlgorithmFitsNone() {
    RSAKey wrapping = new RSAKey.Builder(FIRST_KEY).algorithm(JWEAlgorithm.RSA_OAEP_256).build();
    assertThat(parse(Signed.shown(wrapping)).fitting(Algorithm.RS256, "key-1")).isEmpty();
  }

  @Test
  void keysForSomethingElseAreLeftOut() throws JOSEException {
    assertUseless(new RSAKey.Builder(FIRST_KEY).keyUse(KeyUse.ENCRYPTION).build());
    assertUseless(
        new RSAKey.Builder(FIRST_KEY)
            .keyUse(null)
            .keyOperations(Set.of(KeyOperation.ENCRYPT))
            .build());
    assertUseless(new ECKeyGenerator(Curve.P_384).keyID("key-1").generate());
  }

  @Test
  void shortKeysAreLeftOut() {
    assertUseless(Signed.rsa("key-1", 1024));
  }

  @Test
  void secretKeysAreLeftOut() throws JOSEException {
    JWK secret =
        new OctetSequenceKeyGenerator(EncryptionMethod.A256GCM.cekBitLength())
            .keyID("key-1")
            .generate();
    String shown = "{\"keys\":[" + secret.toJSONString() + "]}";
    assertThatThrownBy(() -> parse(shown)).isInstanceOf(NoKeys.class);
  }

  @Test
  void oneOddKeyCostsNoneOfTheOthers() {
    for (String odd :
        new String[] {
          "{\"kty\":\"RSA\",\"kid\":\"odd\"}",
          "{\"kty\":\"new\",\"kid\":\"odd\"}",
          "{\"kid\":\"odd\"}",
          "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"kid\":\"odd\"}",
          "{\"kty\":\"RSA\",\"kid\":\"odd\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"x5c\":[\"nonsense\"]}"
        }) {
      Keys keys = parse(Signed.shown(FIRST_KEY).replace("[", "[" + odd + ","));
      assertThat(keys.fitting(Algorithm.RS256, "key-1")).as(odd).hasSize(1);
      assertThat(keys.fitting(Algorithm.RS256, "odd")).isEmpty();
    }
  }

  private static void assertUseless(JWK key) {
    assertThatThrownBy(() -> parse(Signed.shown(key)))
        .isInstanceOf(NoKeys.class)
        .hasMessage(NoKeys.NO_USABLE_KEY);
  }

  private static Keys parse(String document) {
    return Keys.parse(document.getBytes(UTF_8));
  }
}
