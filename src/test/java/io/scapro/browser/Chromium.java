package io.scapro.browser;

import io.scapro.interop.Requirement;
import io.scapro.suite.Await;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The machine's own Chromium, without a window and with a new profile, for the tests of a class.
 * Pages are closed after each test. Where Chromium or its driver is absent the class is skipped, or
 * fails where interop is required.
 *
 * <pre>
 * &#64;RegisterExtension static final Chromium chromium = new Chromium();
 * …
 * Page page = chromium.open("http://127.0.0.1:" + port + "/");
 * assertEquals("hello", page.run("return await ask(arguments[0])", "hello"));
 * </pre>
 */
public final class Chromium implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox", // CI builds as root
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--window-size=1280,900");

  private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

  static {
    DEVTOOLS.setLevel(Level.SEVERE); // its library for this Chromium's version is not needed
  }

  private @Nullable ChromeDriver driver;
  private String blank = "";

  @Override
  public void beforeAll(ExtensionContext context) {
    Requirement.program("chromium");
    Requirement.program("chromedriver");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Requirement.path("chromedriver").toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options());
    driver.manage().timeouts().scriptTimeout(Await.PATIENCE.multipliedBy(3));
    blank = driver.getWindowHandle();
  }

  private static ChromeOptions options() {
    LoggingPreferences log = new LoggingPreferences();
    log.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(Requirement.path("chromium").toFile());
    options.addArguments(FLAGS);
    options.setCapability("goog:loggingPrefs", log);
    return options;
  }

  /** Loads {@code url} in a page of its own. */
  public Page open(String url) {
    ChromeDriver browser = browser();
    browser.switchTo().newWindow(WindowType.TAB);
    browser.get(url);
    return new Page(browser, browser.getWindowHandle());
  }

  private ChromeDriver browser() {
    if (driver == null) {
      throw new IllegalStateException("expected a static field with @RegisterExtension");
    }
    return driver;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    ChromeDriver browser = browser();
    for (String page : browser.getWindowHandles()) {
      if (!page.equals(blank)) {
        browser.switchTo().window(page).close();
      }
    }
    browser.switchTo().window(blank);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (driver != null) {
      driver.quit();
    }
  }
}
