package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.TestPortal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wait in the place of a redirect leaves in the portal's access log (security M8). */
@Tag("browser")
class AccessLogStoryIT extends Story {

  private static final int POLLS = 3;

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void noTicketButInTheRequestsThatAskForTheWayOn(String container, @TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("access.log");
    world.person("ann");
    comeAs(ANN, TestPortal.on(container).accessLog(file));
    click();
    waits(page);
    poll();
    page.reload();
    waits(page);
    poll();
    propagate(ANN);
    arrivesAt("Report");

    List<String> lines = Files.readAllLines(file);
    assertThat(lines)
        .filteredOn(line -> line.contains("powerbi-gate=status"))
        .hasSizeGreaterThanOrEqualTo(2 * POLLS);
    assertThat(lines)
        .filteredOn(line -> line.contains("-ticket="))
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(line -> line.contains("powerbi-gate=go"))
        .allMatch(line -> line.indexOf("-ticket=") == line.lastIndexOf("-ticket="));
  }

  private void poll() {
    for (int i = 0; i < POLLS; i++) {
      page.waitForResponse(answer -> answer.url().contains("powerbi-gate=status"), () -> {})
          .finished();
    }
  }
}
