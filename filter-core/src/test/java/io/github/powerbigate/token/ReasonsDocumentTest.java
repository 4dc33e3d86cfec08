package io.github.powerbigate.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.token.Reading.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonsDocumentTest {

  @ParameterizedTest
  @EnumSource
  void theDocumentExplainsEachWordOfTheLog(Reason reason) throws IOException {
    assertThat(Files.readString(Path.of("../docs/identity.md")))
        .contains("\n| `" + reason.code() + "` | ");
  }
}
