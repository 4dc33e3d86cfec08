package io.github.powerbigate.page;

import com.microsoft.playwright.Page;
import java.util.List;

/** Looks at the boxes of a page as it is laid out, for what a checker of documents cannot see. */
final class Boxes {
  // Each line of each text, as the browser breaks it: within the window, within its control and
  // whatever else would cut it off, and on no other text.
  private static final String FAULTS =
      """
      () => {
        const faults = [], lines = [], width = document.documentElement.clientWidth;
        const widest = document.documentElement.scrollWidth;
        if (widest > width) faults.push('the page is ' + widest + ' wide in a window of ' + width);
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node; node = walker.nextNode();) {
          const parent = node.parentElement, text = node.data.trim();
          if (!text || parent.closest('#say, script')) continue;
          if (!parent.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})) continue;
          const range = document.createRange();
          range.selectNodeContents(node);
          for (const line of range.getClientRects()) {
            if (line.width < 1) continue;
            if (line.left < -1 || line.right > width + 1) faults.push('beyond the edge: ' + text);
            for (let box = parent; box !== document.body; box = box.parentElement) {
              const style = getComputedStyle(box), edge = box.getBoundingClientRect();
              const keeps = style.overflow !== 'visible'
                  || style.display !== 'inline' && box.matches('a, button, summary, header, .card, section');
              if (keeps && (line.left < edge.left - 1 || line.right > edge.right + 1
                  || line.top < edge.top - 1 || line.bottom > edge.bottom + 1)) {
                faults.push('out of its ' + box.tagName + ': ' + text);
              }
            }
            // The box of a line has room above and below its letters.
            const room = line.height / 5;
            const mine = {node, text, left: line.left + 1, right: line.right - 1, top: line.top + room, bottom: line.bottom - room};
            for (const other of lines) {
              if (other.node !== node && mine.left < other.right && other.left < mine.right
                  && mine.top < other.bottom && other.top < mine.bottom) {
                faults.push('on another text: ' + text + ' / ' + other.text);
              }
            }
            lines.push(mine);
          }
        }
        if (lines.length < 8) faults.push('hardly any text was seen: ' + lines.length);
        return faults;
      }
      """;

  private static final String CONTROLS =
      """
      () => [...document.querySelectorAll('a, button, summary')]
          .filter(e => e.checkVisibility({visibilityProperty: true}))
          .map(e => {
            const box = e.getBoundingClientRect();
            return [e.id || e.textContent.trim(), Math.round(box.width), Math.round(box.height)].join(' ');
          })
      """;

  private Boxes() {}

  /** What is cut off, runs out of its box or over another text. */
  @SuppressWarnings("unchecked")
  static List<String> faults(Page page) {
    return (List<String>) page.evaluate(FAULTS);
  }

  /** The controls to be seen: id or words, width, height. */
  @SuppressWarnings("unchecked")
  static List<String> controls(Page page) {
    return (List<String>) page.evaluate(CONTROLS);
  }

  /**
   * Lays the reader's own style over the page, as an extension does. Its policy allows no other.
   */
  static void style(Page page, String css) {
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
            + " document.adoptedStyleSheets = [sheet] }",
        css);
  }
}
