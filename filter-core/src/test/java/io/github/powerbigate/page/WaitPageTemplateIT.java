package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A page of the application's own, with a style sheet and a script. A broken policy is told. */
@Tag("browser")
class WaitPageTemplateIT extends ScriptedVisit {

  @Test
  void itLooksAsItIsWrittenAndGoesOnAsOursDoes() {
    String source =
        Asset.read("page.html")
            .replace("</head>", "<style>\r\n  h1 { color: rgb(1, 2, 3) }\r\n</style>\r\n</head>")
            .replace("<header>", "<div id=\"agency\">An agency</div><header>")
            .replace(
                "</body>",
                "<script>document.getElementById('agency').textContent = 'Our agency'</script></body>");
    gate.use(Views.PORTAL, name -> name.equals("wait.html") ? source : null);
    visit();
    assertThat(page.locator("#agency")).hasText("Our agency");
    assertThat(heading()).hasCSS("color", "rgb(1, 2, 3)");
    assertThat(button("Stop automatic checks")).isVisible();

    gate.answer(ScriptedGate.Answer.state("slow"));
    poll();
    assertThat(heading()).hasText("This is taking longer than usual");

    gate.admit();
    poll();
    assertThat(heading()).hasText("Your access is ready");
    page.clock().runFor(5_000);
    assertThat(page).hasURL(gate.url("/report"));
  }
}
