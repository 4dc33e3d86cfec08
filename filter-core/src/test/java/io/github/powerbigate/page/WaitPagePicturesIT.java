package io.github.powerbigate.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import io.github.powerbigate.page.ScriptedGate.Answer;
import io.github.powerbigate.testing.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Takes the pictures of docs/wait-page.md, into {@code target/wait-page}: a sheet with every state
 * for each language, device and scheme.
 */
@Tag("browser")
class WaitPagePicturesIT {
  private static final Path MADE = Path.of("target", "wait-page");
  private static final Path SHOWN = Path.of("..", "docs", "wait-page");

  private static final Browser BROWSER = Browser.open();
  private static final ScriptedGate GATE = new ScriptedGate();

  /** A window, how much of it is shown, and how many such stand in a row of a sheet. */
  private enum Device {
    PHONE(360, 860, 5),
    DESKTOP(1280, 900, 3);

    private final int width;
    private final int height;
    private final int perRow;

    Device(int width, int height, int perRow) {
      this.width = width;
      this.height = height;
      this.perRow = perRow;
    }
  }

  @AfterAll
  static void close() {
    GATE.close();
    BROWSER.close();
  }

  static Stream<Arguments> everySheet() {
    return Views.BOTH.stream()
        .flatMap(
            language ->
                Stream.of(Device.values())
                    .flatMap(
                        device ->
                            Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                                .map(scheme -> Arguments.of(language, device, scheme))));
  }

  @ParameterizedTest
  @MethodSource("everySheet")
  void theDocumentationShowsEveryState(String language, Device device, ColorScheme scheme)
      throws Exception {
    String name = (language + "-" + device + "-" + scheme).toLowerCase(Locale.ROOT).concat(".jpg");
    StringBuilder sheet = new StringBuilder("<body style='margin:8px;font:16px sans-serif'>");
    sheet.append(
        "<style>figure{margin:8px;display:inline-block}img{width:"
            + (1240 / device.perRow - 20)
            + "px;border:1px solid #888}</style>");
    NewContextOptions options =
        new NewContextOptions().setViewportSize(device.width, device.height).setColorScheme(scheme);
    try (BrowserContext visitor = BROWSER.visitor(options)) {
      Page page = visitor.newPage();
      for (Preview.Shown shown : Preview.shown()) {
        GATE.show(view -> shown.view().apply(language));
        sheet.append(figure(page, shown));
      }
    }
    byte[] jpeg = photograph(sheet.toString());
    Files.createDirectories(MADE);
    Files.write(MADE.resolve(name), jpeg);

    assertThat(SHOWN.resolve(name)).exists();
  }

  private static String figure(Page page, Preview.Shown shown) {
    page.navigate(GATE.url("/powerbi"));
    if (!shown.brought().isEmpty()) {
      GATE.answer(answerThatBrings(shown.brought()));
      page.waitForFunction(
          "state => { if (state === 'offline') dispatchEvent(new Event('offline'));"
              + " else dispatchEvent(new Event('online'));"
              + " return document.querySelector('main').className === state }",
          shown.brought());
      GATE.answer(Answer.state("waiting"));
    }
    page.evaluate("document.getAnimations().forEach(each => each.pause())");
    String picture = Base64.getEncoder().encodeToString(page.screenshot());
    return "<figure><figcaption>"
        + shown.label()
        + "</figcaption><img src='data:image/png;base64,"
        + picture
        + "'></figure>";
  }

  private static Answer answerThatBrings(String state) {
    return state.equals("ready") ? ScriptedGate.READY : Answer.status(401);
  }

  private static byte[] photograph(String sheet) {
    NewContextOptions wide = new NewContextOptions().setViewportSize(1280, 600);
    try (BrowserContext visitor = BROWSER.visitor(wide)) {
      Page page = visitor.newPage();
      page.setContent(sheet);
      return page.screenshot(
          new ScreenshotOptions().setFullPage(true).setType(ScreenshotType.JPEG).setQuality(80));
    }
  }
}
