package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerbigate.microsoft.Credential;
import io.github.powerbigate.microsoft.Secret;
import io.github.powerbigate.settings.Place.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretFileTest {

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({"'secret', secret", "'secret\n', secret", "'secret\r\n', secret", "'se\n\n', 'se\n'"})
  void oneNewlineAtTheEndIsNotPartOfTheSecret(String content, String secret) throws IOException {
    assertThat(GateSettingsTest.text(clientSecret(write(content)))).isEqualTo(secret);
  }

  @Test
  void nothingIsTakenFromACertificate() throws IOException {
    byte[] content = {0x30, 0x0A, 0x0D, 0x0A};
    Path file = Files.write(folder.resolve("gate.p12"), content);
    GateSettings settings =
        Given.enough()
            .without("clientSecret")
            .init("clientCertificateFile", file.toString())
            .init("clientCertificatePasswordFile", write("opens it\n").toString())
            .read();

    assertThat(settings.microsoft().credential())
        .isInstanceOfSatisfying(
            Credential.ClientCertificate.class,
            certificate -> {
              assertThat(read(certificate.value())).isEqualTo(content);
              assertThat(GateSettingsTest.text(certificate.password())).isEqualTo("opens it");
            });
  }

  @Test
  void whereItIsTellsFilesApartThatHoldTheSame() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "same");
    Path two = Files.writeString(folder.resolve("two"), "same");

    assertThat(clientSecret(one).place())
        .isEqualTo(clientSecret(one).place())
        .isNotEqualTo(clientSecret(two).place())
        .doesNotContain("same");
  }

  @Test
  void theFileIsReadAnewEachTime() throws IOException {
    Path file = write("first");
    Secret secret = clientSecret(file);
    Files.writeString(file, "second");
    assertThat(GateSettingsTest.text(secret)).isEqualTo("second");

    Files.delete(file);
    assertThatThrownBy(secret::read)
        .isInstanceOf(IOException.class)
        .hasMessage("clientSecretFile: the file " + file + " does not exist")
        .hasNoCause();

    Files.writeString(file, "third");
    assertThat(GateSettingsTest.text(secret)).isEqualTo("third");
  }

  @Test
  void aLinkIsFollowedAsSecretsOfKubernetesAreLinks() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), write("secret"));

    assertThat(GateSettingsTest.text(clientSecret(link))).isEqualTo("secret");
  }

  @Test
  void theLargestFileIsOfSixtyFourKilobytes() throws IOException {
    assertThat(clientSecret(write("x".repeat(65_536))).read()).hasSize(65_536);
    assertThat(refusal(write("x".repeat(65_537)))).contains("is larger than 64 KB");
  }

  @Test
  void whatIsNoSmallRegularFileIsRefusedWithinATenthOfASecond() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path large = write("x".repeat(1 << 20));
    refusal(folder.resolve("warmed-up"));

    for (Path path : List.of(Path.of("/dev/zero"), pipe, folder)) {
      assertThat(refusalInTime(path)).contains("is not a regular file");
    }
    assertThat(refusalInTime(large)).contains("is larger than 64 KB");
  }

  @Test
  void aMissingOrEmptyFileStopsTheStart() throws IOException {
    Path missing = folder.resolve("missing");

    assertThat(refusal(missing))
        .isEqualTo(
            "clientSecretFile (init-param clientSecretFile): the file "
                + missing
                + " does not exist; must be the path of a regular file of at most 64 KB");
    assertThat(refusal(write(""))).contains("is empty");
    assertThat(refusal(write("\n"))).contains("holds nothing but a newline");
  }

  @Test
  void thePathIsAbsolute() {
    assertThat(refusal(Path.of("run/secrets/client_secret")))
        .isEqualTo(
            "clientSecretFile (init-param clientSecretFile): a value of 25 characters, which is not"
                + " shown; must be an absolute path");
  }

  @Test
  void aSecretInThePlaceOfThePathIsNotShown() {
    assertThat(refusal(Path.of("/k3y+that/begins~with.a-slash"))).doesNotContain("k3y", "slash");
    assertThat(refusal(Path.of("/k3y+that~begins.with-a-slash"))).doesNotContain("k3y", "slash");
  }

  @Test
  void aValueAndAFileInOneSourceStopTheStart() throws IOException {
    assertThat(Given.enough().init("clientSecretFile", write("x").toString()).problems())
        .containsExactly(
            "clientSecret (init-param clientSecret): stands beside clientSecretFile; give one of"
                + " them");
  }

  @Test
  void aFileInAnEarlierSourceWinsOverAValueInALaterOne() throws IOException {
    GateSettings settings =
        Given.enough()
            .give(Source.ENVIRONMENT, "clientSecretFile", write("from the file").toString())
            .read();

    assertThat(settings.microsoft().credential())
        .isInstanceOfSatisfying(
            Credential.ClientSecret.class,
            secret -> assertThat(GateSettingsTest.text(secret.value())).isEqualTo("from the file"));
    assertThat(settings.effective())
        .contains("clientSecret=*** of 13 bytes in " + folder.resolve("file"))
        .contains("(environment POWERBIGATE_CLIENT_SECRET_FILE)");
  }

  /** The quickest of a few tries: a machine with other work to do may be slow once. */
  private static String refusalInTime(Path path) {
    Duration quickest = Duration.ofDays(1);
    for (int i = 0; i < 5; i++) {
      long before = System.nanoTime();
      refusal(path);
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      quickest = took.compareTo(quickest) < 0 ? took : quickest;
    }
    assertThat(quickest).isLessThan(Duration.ofMillis(100));
    return refusal(path);
  }

  private static String refusal(Path path) {
    List<String> problems =
        Given.enough().without("clientSecret").init("clientSecretFile", path.toString()).problems();
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private static Secret clientSecret(Path file) {
    GateSettings settings =
        Given.enough().without("clientSecret").init("clientSecretFile", file.toString()).read();
    return ((Credential.ClientSecret) settings.microsoft().credential()).value();
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("file"), content);
  }

  private static byte[] read(Secret secret) {
    try {
      return secret.read();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
