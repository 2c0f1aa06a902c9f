package io.scapro.browser;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A page in {@link Chromium}. */
public final class Page {

  /** Runs the body of an async function, and gives its result or its failure back. */
  private static final String CALL =
      """
      const done = arguments[arguments.length - 1];
      const AsyncFunction = (async () => {}).constructor;
      new AsyncFunction(arguments[0])
        .apply(window, arguments[1])
        .then((value) => done({ value }), (e) => done({ failure: String((e && e.stack) || e) }));
      """;

  private final ChromeDriver browser;
  private final String handle;

  Page(ChromeDriver browser, String handle) {
    this.browser = browser;
    this.handle = handle;
  }

  /** The browser, showing this page. */
  public ChromeDriver show() {
    browser.switchTo().window(handle);
    return browser;
  }

  /**
   * Runs {@code body} as an async function in the page, with {@code arguments}, and waits for its
   * result. What later calls need goes into {@code window}.
   */
  @SuppressWarnings("unchecked")
  public <T extends @Nullable Object> T run(String body, Object... arguments) {
    Map<String, Object> ended =
        (Map<String, Object>) show().executeAsyncScript(CALL, body, Arrays.asList(arguments));
    if (ended == null || ended.containsKey("failure")) {
      Object failure = ended == null ? "no answer" : ended.get("failure");
      return fail("in the page: %s; its console: %s".formatted(failure, console()));
    }
    return (T) ended.get("value");
  }

  /** As the user's reload. */
  public void reload() {
    show().navigate().refresh();
  }

  /** What the console has said since the last call, oldest first. */
  public List<String> console() {
    return show().manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .toList();
  }

  /** Gives the page a size, in CSS pixels, and light or dark colours. */
  public void look(int width, int height, boolean dark) {
    show()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of(
                "width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Writes what can be seen now, as PNG. */
  public Path screenshot(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.write(file, show().getScreenshotAs(OutputType.BYTES));
  }
}
