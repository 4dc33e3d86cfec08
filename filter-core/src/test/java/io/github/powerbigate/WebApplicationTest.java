package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.powerbigate.page.PageFiles;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WebApplicationTest {

  private static final String NAME = "messages_es.properties";

  private final ServletContext context = mock(ServletContext.class);
  private final PageFiles files = WebApplication.of(context).pageFiles();

  @Test
  void aFileBesideWebXmlIsRead() {
    given("brand=¡Sí!".getBytes(StandardCharsets.UTF_8));

    assertThat(files.read(NAME)).isEqualTo("brand=¡Sí!");
    assertThat(files.read("messages_en.properties")).isNull();
  }

  @Test
  void oneInAnotherEncodingIsRefusedByItsName() {
    given("brand=¡Sí!".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> files.read(NAME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("/WEB-INF/powerbi-gate/" + NAME + " is not in UTF-8");
  }

  @Test
  void oneThatIsTooLargeIsRefusedByItsName() {
    given(new byte[256 * 1024 + 1]);

    assertThatThrownBy(() -> files.read(NAME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("/WEB-INF/powerbi-gate/" + NAME + " has more than 256 KB");
  }

  private void given(byte[] content) {
    when(context.getResourceAsStream("/WEB-INF/powerbi-gate/" + NAME))
        .thenReturn(new ByteArrayInputStream(content));
  }
}
