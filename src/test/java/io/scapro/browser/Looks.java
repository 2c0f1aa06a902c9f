package io.scapro.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks at a page at 1280 and 390 pixels, light and dark: nothing scrolls sideways, overlaps or has
 * too little contrast. The pictures stay in {@code target/screenshots}.
 */
final class Looks {

  private static final Path PICTURES = Path.of("target/screenshots");

  /** Words on words, words cut off by their own box, and words that are hard to read. */
  private static final String FLAWS =
      """
      const flaws = [];
      const name = (e) => e.tagName.toLowerCase() + (e.className ? '.' + e.className : '')
        + ' "' + e.textContent.trim().slice(0, 30) + '"';
      const root = document.documentElement;
      if (root.scrollWidth > root.clientWidth) {
        flaws.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
      }

      const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      const clipped = (e) => e.closest('.scroll, .detail, .unseen, pre, svg, option, .skip');
      const words = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      const all = [...document.body.querySelectorAll('*')].filter(shown);
      const spoken = all.filter((e) => !clipped(e)
        && (words(e) || e.matches('input, select, textarea, button, canvas')));
      const boxes = spoken.map((e) => [e, e.getBoundingClientRect()]).filter(([, b]) => b.width > 1);
      boxes.forEach(([a, x], i) => {
        if (x.right > root.clientWidth + 0.5) flaws.push(name(a) + ' leaves the page');
        boxes.slice(i + 1).forEach(([b, y]) => {
          if (a.contains(b) || b.contains(a)) return;
          const wide = Math.min(x.right, y.right) - Math.max(x.left, y.left);
          const high = Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top);
          if (wide > 1 && high > 1) flaws.push(`${name(a)} overlaps ${name(b)}`);
        });
      });

      const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
      const rgba = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
      };
      const light = (colour) => {
        const [r, g, b] = colour.map((v) => v / 255)
          .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = (e) => {
        for (let at = e; at; at = at.parentElement) {
          const colour = rgba(getComputedStyle(at).backgroundColor);
          if (colour[3] > 250) return colour;
        }
        return [255, 255, 255, 255];
      };
      for (const e of all.filter((each) => words(each) && !each.closest('svg, option, :disabled'))) {
        const [a, b] = [rgba(getComputedStyle(e).color), behind(e)].map(light);
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) flaws.push(`${name(e)} has a contrast of ${ratio.toFixed(2)}`);
      }
      return flaws;
      """;

  private Looks() {}

  /** Looks at {@code page}, whose pictures get {@code name}. */
  static void at(Page page, String name) throws IOException {
    for (int width : new int[] {1280, 390}) {
      for (boolean dark : new boolean[] {false, true}) {
        page.look(width, 900, dark);
        settle(page);
        List<String> flaws = page.run(FLAWS);
        assertEquals(List.of(), flaws, picture(page, name, width, dark).toString());
      }
    }
  }

  /** Takes a picture of the whole page. */
  static Path picture(Page page, String name, int width, boolean dark) throws IOException {
    page.look(width, 900, dark);
    settle(page);
    for (int twice = 0; twice < 2; twice++) { // a higher window may make the page higher
      long height = page.<Number>run("return document.documentElement.scrollHeight").longValue();
      page.look(width, (int) Math.min(height, 6000), dark);
      settle(page);
    }
    String file = "%s-%d-%s.png".formatted(name, width, dark ? "dark" : "light");
    return page.screenshot(PICTURES.resolve(file));
  }

  /** Until transitions are over and what has changed is drawn. */
  private static void settle(Page page) {
    page.run(
        """
        const frame = () => new Promise(requestAnimationFrame);
        await frame();
        await Promise.allSettled(document.getAnimations().map((each) => each.finished));
        await frame();
        """);
  }
}
