package io.github.powerbigate.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustStoreTest {
  @TempDir private Path parent;

  @Test
  void oneThatCannotBeWrittenLeavesNothingBehind() {
    assertThatThrownBy(() -> new TrustStore(parent, new Unwritable()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("could not be written");

    assertThat(parent).isEmptyDirectory();
  }

  private static final class Unwritable extends Certificate {
    private static final long serialVersionUID = 1L;

    private Unwritable() {
      super("X.509");
    }

    @Override
    public byte[] getEncoded() throws CertificateEncodingException {
      throw new CertificateEncodingException("not to be written");
    }

    @Override
    public void verify(PublicKey key) {}

    @Override
    public void verify(PublicKey key, String provider) {}

    @Override
    public String toString() {
      return "unwritable";
    }

    @Override
    public PublicKey getPublicKey() {
      throw new UnsupportedOperationException();
    }
  }
}
