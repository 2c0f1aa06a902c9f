package io.scapro.browser;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.SocketEvent.Type;
import io.scapro.interop.Requirement;
import io.scapro.protocol.PubSocket;
import io.scapro.suite.Happenings;
import io.scapro.suite.ReservedPort;
import io.scapro.transport.WebSocketOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The playground in a browser, on the demo's sockets. */
@ExtendWith(VertxExtension.class)
class PlaygroundIT {

  @RegisterExtension static final Chromium chromium = new Chromium();

  /** What the tests do, in the page; each waits for what is to be seen. */
  private static final String HANDS =
      """
      window.seen = (what, look) => new Promise((resolve) => {
        const check = () => {
          const found = look();
          if (found) { observer.disconnect(); resolve(found); }
        };
        const observer = new MutationObserver(check);
        observer.observe(document, { subtree: true, childList: true, attributes: true,
          characterData: true });
        check();
      });
      await seen('the page', () => document.body.dataset.ready);
      window.panel = (n) => document.querySelectorAll('.panel')[n];
      window.part = (n, selector) => panel(n).querySelector(selector);
      window.state = (n, text) => seen(text, () => part(n, '.state').textContent === text);
      window.message = (n, text) =>
        seen(text, () => [...panel(n).querySelectorAll('li')].find((e) => e.textContent.includes(text)))
          .then((e) => e.textContent);
      window.trouble = (n) =>
        seen('trouble', () => !part(n, '.trouble').hidden && part(n, '.trouble p').textContent);
      window.write = (n, name, text) => {
        part(n, `[name=${name}]`).value = text;
        part(n, `[name=${name}]`).dispatchEvent(new Event('input', { bubbles: true }));
      };
      window.code = (n, language) => {
        part(n, `[data-language=${language}]`).click();
        return part(n, '.same code').textContent;
      };
      """;

  private String site;
  private Page page;

  @BeforeEach
  void deploy(Vertx vertx) throws IOException {
    site = Demo.deploy(vertx);
  }

  @AfterEach
  void saysNothingOnTheConsole() {
    assertEquals(
        List.of(), page.console().stream().filter(line -> !line.contains("WebSocket")).toList());
  }

  private Page open(String sockets) {
    page = chromium.open(site + sockets);
    page.run(HANDS);
    return page;
  }

  @ParameterizedTest
  @CsvSource({
    "req,        hello",
    "rep,        what is",
    "sub,        tick",
    "pub,        news: it works",
    "push,       hello",
    "pull,       job",
    "surveyor,   the demo",
    "respondent, who is there?",
    "bus,        hello",
    "star,       hello",
    "pair,       you said: hello",
    "pair1,      you said: hello"
  })
  void talksWithTheDemoByEveryProtocol(String protocol, String seen) {
    open("#" + protocol);
    page.run("part(0, '.offers button').click(); await state(0, 'connected')");
    page.run("if (part(0, '.send').checkVisibility()) part(0, '.send').click()");
    page.run("return message(0, arguments[0])", seen);
  }

  @Test
  void twoSocketsOfABusHearEachOther() {
    open("#bus=/bus&bus=/bus");
    page.run(
        """
        for (const n of [0, 1]) { part(n, '.connect').click(); await state(n, 'connected'); }
        write(0, 'body', 'good morning');
        part(0, '.send').click();
        """);
    assertTrue(page.<String>run("return message(1, 'good morning')").contains("↓"));
  }

  @Test
  void tellsWhichProtocolAnAddressSpeaks() {
    open("#req=/tick");
    page.run("part(0, '.connect').click()");
    assertEquals(
        "/tick is a PUB, which talks with SUB, not with REQ.", page.run("return trouble(0)"));
    page.run("part(0, '.trouble button').click(); part(0, '.connect').click()");
    page.run("await state(0, 'connected'); await message(0, 'tick')");
    assertEquals(true, page.run("return part(0, '.trouble').hidden"));
    assertTrue(page.<String>run("return location.hash").contains("sub=/tick"));
  }

  @Test
  void tellsWhatAServerHasInPlaceOfWhatItHasNot() {
    open("#req=/nothing");
    page.run("part(0, '.connect').click()");
    assertEquals(
        "This server has no socket at /nothing. For REQ it has /echo.",
        page.run("return trouble(0)"));
  }

  @Test
  void tellsThatThePlaceOfAPairIsTaken() {
    open("#pair=/pair&pair=/pair");
    page.run("part(0, '.connect').click(); await state(0, 'connected')");
    page.run("part(1, '.connect').click()");
    assertEquals(
        "/pair turned the connection away; its log says why. A PAIR has one peer: close the other"
            + " one first.",
        page.run("return trouble(1)"));
  }

  @Test
  void tellsThatNobodyAnswersElsewhere() throws IOException {
    try (ReservedPort port = new ReservedPort()) {
      open("#req=ws://127.0.0.1:" + port.number() + "/x");
      page.run("part(0, '.connect').click()");
      String text = page.run("return trouble(0)");
      assertTrue(text.startsWith("No connection to 127.0.0.1:" + port.number()), text);
    }
  }

  @Test
  void tellsWhatIsTooLongForItAlsoWhenItIsConnectedAgain(Vertx vertx) {
    PubSocket pub = PubSocket.create(vertx);
    Happenings happenings = Happenings.of(pub);
    EndpointOptions options = new EndpointOptions();
    options.get(WebSocketOptions.class).setOrigins(List.of("*"));
    Endpoint news = result(pub.bind("ws://127.0.0.1:0/news", options));
    open("#sub=" + news.address());
    page.run("write(0, 'body', ''); part(0, '.connect').click(); await state(0, 'connected')");
    happenings.await(Type.ACCEPTED);
    result(pub.send(Buffer.buffer(new byte[5 << 20])));
    page.run("await message(0, '1 discarded: TOO_LONG')");
    happenings.await(Type.ACCEPTED);
    page.run("await state(0, 'connected')");
    String text = page.run("return trouble(0)");
    assertTrue(text.contains("expected a message of 1048576 bytes at most, got 5242880"), text);
    result(pub.send(Buffer.buffer("short")));
    page.run("await message(0, 'short')");
    assertEquals(true, page.run("return part(0, '.trouble').hidden"));
  }

  @Test
  void tellsWhatIsNoAddress() {
    open("#req=http://");
    page.run("part(0, '.connect').click()");
    String text = page.run("return trouble(0)");
    assertTrue(text.startsWith("expected a URL such as ws://host/path"), text);
  }

  @Test
  void remembersItsSocketsOverAReload() {
    open("");
    page.run("document.getElementById('add').click()");
    page.run("part(2, '.offers button').click(); part(0, '.remove').click()");
    page.reload();
    page.run(HANDS);
    assertEquals(
        List.of("sub", "rep"),
        page.run("return [...document.querySelectorAll('[name=protocol]')].map((e) => e.value)"));
  }

  /** Goes on with the tabulator key until {@code selector} has the focus. */
  private Actions tabTo(String selector) {
    Actions keys = new Actions(page.show());
    for (int i = 0; i < 40; i++) {
      keys.sendKeys(Keys.TAB).perform();
      if (page.<Boolean>run("return document.activeElement.matches(arguments[0])", selector)) {
        return keys;
      }
    }
    return fail("expected " + selector + " to be reached");
  }

  @Test
  void needsNoMouse() {
    open("#rep");
    tabTo("[name=protocol]").sendKeys(Keys.ARROW_UP).perform();
    tabTo("[name=url]").sendKeys(Keys.ENTER).perform();
    page.run("await state(0, 'connected')");
    tabTo("[name=body]").sendKeys(Keys.chord(Keys.CONTROL, "a"), "by hand", Keys.ENTER).perform();
    page.run("await message(0, 'answered after')");
    tabTo("[role=tab]").sendKeys(Keys.ARROW_RIGHT).perform();
    assertTrue(page.<String>run("return part(0, 'code').textContent").contains("new ReqSocket"));
  }

  @Test
  void quotesForTheShell() throws Exception {
    Requirement.program("nanocat");
    open("#req=/echo");
    page.run("write(0, 'body', \"it's me\")");
    Process shell = new ProcessBuilder("sh", "-c", page.run("return code(0, 'shell')")).start();
    assertEquals("it's me\n", new String(shell.getInputStream().readAllBytes()));
    assertEquals(0, shell.waitFor());
  }

  @Test
  void canBeReadOnEveryScreen() throws IOException {
    open("#req=/echo&sub=/tick&pull=/nothing");
    Looks.at(page, "playground-new");
    page.run(
        """
        part(0, '.send').click();
        part(1, '.connect').click();
        part(2, '.connect').click();
        await message(0, 'answered after');
        await message(1, 'tick');
        await trouble(2);
        """);
    Looks.at(page, "playground");
  }
}
