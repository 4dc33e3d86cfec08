package io.github.powerbigate.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.powerbigate.testing.Axe;
import io.github.powerbigate.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That axe finds nothing means something: a fault of each kind, put into the page, is found. */
@Tag("browser")
class AxeSeesFaultsIT {
  private static final Browser BROWSER = Browser.open();
  private static final ScriptedGate GATE = new ScriptedGate();

  @AfterAll
  static void close() {
    GATE.close();
    BROWSER.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A             | html-has-lang              | document.documentElement.removeAttribute('lang')
          A             | button-name                | document.getElementById('stop').textContent = ''
          A             | link-name                  | document.getElementById('go').textContent = ''
          A             | document-title             | document.title = ''
          A             | label                      | document.body.append(document.createElement('input'))
          A             | aria-valid-attr-value      | document.getElementById('msg').setAttribute('aria-live', 'loud')
          AA            | color-contrast             | document.getElementById('auto').style.color = '#999'
          AA            | meta-viewport              | document.querySelector('[name=viewport]').content += ', user-scalable=no'
          AA            | valid-lang                 | document.querySelector('nav a').lang = 'xyzzy'
          2.1 AA        | autocomplete-valid         | document.body.insertAdjacentHTML('beforeend', '<input aria-label=x autocomplete=y>')
          2.1 AA        | avoid-inline-spacing       | document.getElementById('t').style.setProperty('letter-spacing', '0', 'important')
          2.2 AA        | target-size                | document.querySelectorAll('.acts > *').forEach(e => e.style.cssText = 'min-height: 0; padding: 0; flex: none; font-size: 8px; width: 12px; height: 12px; overflow: hidden; margin: -6px')
          AAA           | color-contrast-enhanced    | document.getElementById('auto').style.color = '#666'
          AAA           | meta-refresh-no-exceptions | document.head.insertAdjacentHTML('beforeend', '<meta http-equiv=refresh content="80000">')
          good practice | page-has-heading-one       | document.getElementById('h').outerHTML = '<p>Wait</p>'
          good practice | region                     | document.body.insertAdjacentHTML('beforeend', '<p>Outside</p>')
          good practice | landmark-one-main          | document.getElementById('gate').outerHTML = '<div>Wait</div>'
          """)
  void aFaultIsFound(String level, String rule, String fault) {
    try (BrowserContext visitor = BROWSER.visitor()) {
      Page page = visitor.newPage();
      page.navigate(GATE.url("/powerbi?report=42"));
      assertThat(Axe.found(page)).isEmpty();
      page.evaluate("() => { " + fault + " }");
      assertThat(Axe.found(page)).anyMatch(found -> found.startsWith(rule + " "));
    }
  }
}
