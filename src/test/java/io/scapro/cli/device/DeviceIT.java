package io.scapro.cli.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.Launched;
import io.scapro.cli.Scapro;
import io.scapro.interop.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code scapro device}, as a process between nanocat on one side and nngcat on the other. */
@Timeout(120)
@SuppressWarnings("try") // peers that only have to be there
class DeviceIT {

  @TempDir static Path folder;
  private static Path launcher;

  @BeforeAll
  static void install() throws IOException {
    launcher = Launched.install(folder.resolve("home"));
  }

  /** Tells of its addresses on standard error, which is made its standard output. */
  private static Launched device(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "exec \"$0\" device -v \"$@\" 2>&1"));
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    return Launched.start(folder, command.toArray(String[]::new));
  }

  /** What it says next; the test's own libraries have something to say as well. */
  private static String said(Launched device) throws Exception {
    String line = device.line();
    while (line.startsWith("SLF4J: ")) {
      line = device.line();
    }
    return line;
  }

  private static String address(Launched device, String end) throws Exception {
    String line = said(device);
    assertTrue(line.startsWith(end + " "), line);
    return line.substring(end.length() + 1);
  }

  private static Launched nanocat(String... arguments) throws IOException {
    return tool("nanocat", arguments);
  }

  private static Launched nngcat(String... arguments) throws IOException {
    return tool("nngcat", arguments);
  }

  private static Launched tool(String name, String... arguments) throws IOException {
    return Launched.start(
        folder, Stream.concat(Stream.of(name), Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void sharesOutRequests() throws Exception {
    Requirement.program("nanocat");
    Requirement.program("nngcat");
    try (Launched device = device("rep:tcp://127.0.0.1:0", "tcp://127.0.0.1:0")) {
      String front = address(device, "front");
      String back = address(device, "back");
      try (Launched server = nngcat("--rep", "--dial", back, "-D", "world");
          Launched client = nanocat("--req", "--connect", front, "-D", "hello", "-A")) {
        assertEquals("world", client.line());
      }
      device.signal("TERM");
      assertEquals(
          "front to back 1 messages, back to front 1 messages; 0 dropped;",
          said(device).replaceAll(" \\(\\d+ bytes\\)| \\d and \\d peers$", ""));
    }
  }

  @ParameterizedTest
  @CsvSource({"pull, push, push, pull", "sub, pub, pub, sub", "pair, pair, pair, pair0"})
  void passesOnWhatGoesOneWay(String front, String back, String sender, String receiver)
      throws Exception {
    Requirement.program("nanocat");
    Requirement.program("nngcat");
    try (Launched device = device(front + ":tcp://127.0.0.1:0", back + ":tcp://127.0.0.1:0")) {
      String in = address(device, "front");
      String out = address(device, "back");
      try (Launched listening = nngcat("--" + receiver, "--dial", out, "-Q");
          Launched sending =
              nanocat("--" + sender, "--connect", in, "-D", "hello", "-d", "0.1", "-i", "0.2")) {
        assertEquals("\"hello\"", listening.line());
      }
    }
  }

  @Test
  void asksAllRespondents() throws Exception {
    Requirement.program("nanocat");
    Requirement.program("nngcat");
    try (Launched device = device("respondent:tcp://127.0.0.1:0", "surveyor:tcp://127.0.0.1:0")) {
      String front = address(device, "front");
      String back = address(device, "back");
      try (Launched answering = nngcat("--respondent", "--dial", back, "-D", "here");
          Launched asking =
              nanocat("--surveyor", "--connect", front, "-D", "who?", "-A", "-i", "0.5")) {
        assertEquals("here", asking.line());
      }
    }
  }

  @Test
  void letsMembersOfABusMeet() throws Exception {
    Requirement.program("nanocat");
    try (Launched device = device("--loopback", "bus:tcp://127.0.0.1:0")) {
      String front = address(device, "front");
      try (Launched one = nanocat("--bus", "--connect", front, "-A", "-D", "one", "-i", "0.2");
          Launched two = nanocat("--bus", "--connect", front, "-A", "-D", "two", "-i", "0.2")) {
        assertEquals("two", one.line());
        assertEquals("one", two.line());
      }
    }
  }

  @Test
  void tellsWhatItPassesOn() throws Exception {
    try (Launched device =
        device("--stats", "50ms", "star:tcp://127.0.0.1:0", "star:tcp://127.0.0.1:0")) {
      address(device, "front");
      address(device, "back");
      assertEquals(
          "front to back 0 messages (0 bytes), back to front 0 messages (0 bytes); 0 dropped;"
              + " 0 and 0 peers",
          said(device));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rep:tcp://127.0.0.1:0 | expected FRONT and BACK",
        "rep:tcp://127.0.0.1:0 pub:tcp://127.0.0.1:0 | expected a raw req socket to go with a raw rep",
        "--loopback req:tcp://127.0.0.1:0 | expected a raw rep socket to go with a raw req",
        "tcp://127.0.0.1:0 tcp://127.0.0.1:0 | expected PROTOCOL:URL for FRONT",
        "nonsense tcp://127.0.0.1:0 | expected PROTOCOL:URL or PROTOCOL@URL",
      })
  void refusesWhatDoesNotFit(String arguments, String complaint) {
    StringWriter err = new StringWriter();
    CommandLine line = Scapro.commandLine().setErr(new PrintWriter(err));
    assertEquals(2, line.execute(("device " + arguments).split(" ")), err::toString);
    assertTrue(err.toString().startsWith(complaint), err::toString);
  }
}
