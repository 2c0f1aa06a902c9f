package io.scapro.cli.cat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.Scapro;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two of ours over ipc: what they print, and how they end. */
@Timeout(120)
class CatEngineTest {

  @TempDir Path folder;

  private InProcess bound(String line) {
    return InProcess.start(line + " --bind ipc://" + folder.resolve("s"));
  }

  private InProcess connected(String line) {
    return InProcess.start(line + " --connect ipc://" + folder.resolve("s"));
  }

  @ParameterizedTest
  @CsvSource({
    "--pull -A --count 2,--push -D a --count 2,'a\na\n',''",
    "--push -D a,--pull -A --count 1,'','a\n'",
    "--sub -A --count 1,--pub -D a,'a\n',''",
    "--pub -D topic,--sub -A --count 1,'','topic\n'",
    "--rep -A -D answer --count 1,--req -A -D question,'question\n','answer\n'",
    "--req -A -D question,--rep -A -D answer --count 1,'answer\n','question\n'",
    "--respondent -A -D answer --count 1,--surveyor -A -D question,'question\n','answer\n'",
    "--surveyor -A -D question,--respondent -A -D answer --count 1,'answer\n','question\n'",
    "--pair -A -D a --count 1,--pair -A -D b --count 1,'b\n','a\n'",
    "--pair1 -A -D a --count 1,--pair1 -A -D b --count 1,'b\n','a\n'",
    "--pair1 --poly -A -D a --count 1,--pair1 -A -D b --count 1,'b\n','a\n'",
    "--bus -A -D a --count 1,--bus -A -D b --count 1,'b\n','a\n'",
    "--star -A -D a --count 1,--star -A -D b --count 1,'b\n','a\n'",
    "--rep -A -D x --count 3,--req -A -D q --count 3,'q\nq\nq\n','x\nx\nx\n'",
  })
  void talkToEachOther(
      String bound, String connected, String printedByBound, String printedByConnected) {
    Ran second;
    Ran first;
    try (InProcess one = bound("cat " + bound);
        InProcess two = connected("cat " + connected)) {
      second = two.end();
      first = one.end();
    }
    assertEquals(new Ran(0, printedByBound.getBytes(), ""), first);
    assertEquals(new Ran(0, printedByConnected.getBytes(), ""), second);
  }

  @Test
  void carriesAnyBytesOfAnyLength() {
    byte[] body = new byte[70_000];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) i;
    }
    String url = "ipc://" + folder.resolve("s");
    try (InProcess pull = bound("nngcat --pull --raw --count 1");
        InProcess push =
            InProcess.start(
                body, List.of("nngcat", "--push", "--async", "-F", "-", "--connect", url))) {
      assertEquals(0, push.end().exit());
      assertArrayEquals(body, pull.end().out());
    }
  }

  @Test
  void endsWellWhenNothingComesAnyMore() {
    for (String line :
        List.of(
            "nanocat --pull --recv-timeout 0.01",
            "nanocat --rep --recv-timeout 0.01",
            "macat --rep -D x --recv-timeout 10ms",
            "cat --rep -D x --recv-timeout 0.01")) {
      try (InProcess tool = bound(line)) {
        assertEquals(new Ran(0, new byte[0], ""), tool.end(), line);
      }
    }
  }

  @Test
  void bothSidesTellWhatIsTooLong() {
    byte[] big = new byte[1_100_000];
    String url = "ipc://" + folder.resolve("s");
    List<String> push = List.of("nanocat", "--push", "-v", "-F", "-", "--connect", url);
    try (InProcess pull = bound("nanocat --pull -v -A --recv-timeout 5")) {
      try (InProcess sends = InProcess.start(big, push)) {
        Ran sent = sends.end();
        assertEquals(0, sent.exit()); // as the original
        assertTrue(sent.err().contains("expected the peer to accept"), sent.err());
        assertTrue(sent.err().contains("1100000 bytes"), sent.err());
      }
      Ran received = pull.end();
      assertTrue(
          received.err().contains("expected a message of at most 1048576 bytes, got 1100000"),
          received.err());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nanocat,3,Can't send: Message too long",
    "nngcat,1,Send error: Message too large",
    "macat,1,macat: send: message is too long"
  })
  void aQuestionThatIsTooLongFailsAsOneThatCannotBeSent(String tool, int exit, String message) {
    byte[] big = new byte[1_100_000];
    String url = "ipc://" + folder.resolve("s");
    List<String> req = List.of(tool, "--req", "-F", "-", "--connect", url);
    try (InProcess rep = bound("nanocat --rep -D answer")) {
      rep.awaitBinds();
      try (InProcess asks = InProcess.start(big, req)) {
        assertEquals(new Ran(exit, new byte[0], message), asks.end());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nanocat --push -D x --send-timeout 0.01,3,Can't send: Connection timed out",
    "nanocat --rep -D x --recv-timeout 0.01,3,Can't recv: Connection timed out",
    "macat --push -D x --send-timeout 10ms,1,macat: send: send time out",
    "macat --req -D x --send-timeout 10ms,1,macat: send: send time out",
  })
  void failsInTheWordsOfTheOriginal(String line, int exit, String message) {
    try (InProcess tool = bound(line)) {
      assertEquals(new Ran(exit, new byte[0], message), tool.end());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--rep -D a,'expected no --interval with --rep, which sends nothing on its own'",
    "--pull,'expected no --interval with --pull, which sends nothing on its own'",
    "--pair,'expected --data or --file with --interval, got neither'",
  })
  void refusesAnIntervalWithoutAMessageToRepeat(String line, String expected) {
    StringWriter err = new StringWriter();
    int exit =
        Scapro.commandLine()
            .setErr(new PrintWriter(err))
            .execute(("cat " + line + " -i 1 --connect ipc://" + folder.resolve("s")).split(" "));
    assertEquals(2, exit);
    assertTrue(err.toString().startsWith(expected), err::toString);
  }

  @Test
  void printsJsonWithWhatIsKnownOfEachMessage() {
    byte[] noText = {'a', (byte) 0xff};
    String url = "ipc://" + folder.resolve("s");
    try (InProcess pull = bound("cat --pull --json --stats --count 2");
        InProcess first = connected("cat --push -D hello")) {
      first.end();
      InProcess.start(noText, List.of("cat", "--push", "-F", "-", "--connect", url)).end();
      Ran ran = pull.end();
      List<JsonObject> lines = ran.text().lines().map(JsonObject::new).toList();
      assertEquals("hello", lines.get(0).getString("text"));
      assertEquals("Yf8=", lines.get(1).getString("base64"));
      assertEquals(2, lines.get(1).getInteger("n"));
      assertEquals(2, lines.get(1).getInteger("bytes"));
      assertEquals("pull", lines.get(1).getString("protocol"));
      assertTrue(ran.complaint().startsWith("received 2 messages"), ran.complaint());
    }
  }

  @Test
  void completesInBothShells() {
    StringWriter script = new StringWriter();
    Scapro.commandLine().setOut(new PrintWriter(script)).execute("completion");
    assertTrue(script.toString().contains("--recv-timeout"));
    assertTrue(script.toString().contains("bashcompinit"), "for zsh");
  }
}
