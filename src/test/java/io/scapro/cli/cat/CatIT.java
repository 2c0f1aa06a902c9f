package io.scapro.cli.cat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scapro.cli.Launched;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launchers of the shell as processes, with nanocat and nngcat at the other end. */
class CatIT {

  private static final String TEXT = "0123456789".repeat(10);
  private static final String BIND = "--bind=tcp://127.0.0.1:0";

  @TempDir static Path folder;
  private static Path bin;
  private static Path data;

  @BeforeAll
  static void install() throws IOException {
    bin = Launched.install(folder.resolve("home")).getParent();
    for (String face : List.of("nanocat", "nngcat", "macat")) {
      Files.copy(Path.of("bin", face), bin.resolve(face), StandardCopyOption.COPY_ATTRIBUTES);
    }
    data = Files.writeString(folder.resolve("data"), TEXT);
  }

  /** One of ours, both outputs in one, with {@link #TEXT} as standard input. */
  private static Launched ours(String launcher, String... arguments) throws IOException {
    return start(bin.resolve(launcher).toString(), "2>&1", arguments);
  }

  private static Launched theirs(String tool, String... arguments) throws IOException {
    boolean found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
    if (!found && "required".equals(System.getProperty("scapro.interop"))) {
      fail("expected " + tool + " on the PATH; do: apt-get install nanomsg-utils nng-utils");
    }
    assumeTrue(found, tool + " is not installed");
    return start(tool, "", arguments);
  }

  private static Launched start(String program, String redirect, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("sh", "-c", "exec \"$0\" \"$@\" < '" + data + "' " + redirect, program));
    command.addAll(List.of(arguments));
    return Launched.start(folder, command.toArray(String[]::new));
  }

  private static String address(Launched bound) throws Exception {
    String line = bound.line();
    while (!line.startsWith("Listening at: ")) { // a logging framework among the tests' libraries
      line = bound.line();
    }
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  @Test
  void catAnswersNanocat() throws Exception {
    try (Launched rep = ours("scapro", "cat", "--rep", "-vA", BIND, "-D", "hi", "-C", "1");
        Launched req = theirs("nanocat", "--req", "--connect", address(rep), "-F", "-", "-A")) {
      assertEquals("hi", req.line());
      assertEquals(0, req.end());
      assertEquals(TEXT, rep.line());
      assertEquals(0, rep.end());
    }
  }

  @Test
  void nanocatPullsFromNngcat() throws Exception {
    try (Launched pull = ours("nanocat", "--pull", "-vQ", BIND, "--recv-timeout", "20");
        Launched push = theirs("nngcat", "--push", "--connect", address(pull), "-F", "-")) {
      assertEquals(0, push.end());
      assertEquals('"' + TEXT + '"', pull.line());
    }
  }

  @Test
  void catPullsFromNngcatThroughAFileThatIsGoneAfterwards() throws Exception {
    Path path = folder.resolve("socket");
    try (Launched pull = ours("scapro", "cat", "--pull", "-vA", "-X", "" + path, "-C", "1");
        Launched push = theirs("nngcat", "--push", "--connect", address(pull), "-F", "-")) {
      assertEquals(TEXT, pull.line());
      assertEquals(0, push.end());
      assertEquals(0, pull.end());
      assertFalse(Files.exists(path));
    }
  }

  @Test
  void nngcatPullsFromNngcatByAnAbstractName() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "abstract names are Linux's");
    String url = "--bind=abstract://scapro-" + UUID.randomUUID();
    try (Launched pull = ours("nngcat", "--pull", "-v", "-A", url, "--count", "1");
        Launched push = theirs("nngcat", "--push", "--connect", address(pull), "-F", "-")) {
      assertEquals(TEXT, pull.line());
      assertEquals(0, push.end());
      assertEquals(0, pull.end());
    }
  }

  @Test
  void nngcatPushesItsStandardInputToNanocatAndEnds() throws Exception {
    try (Launched push = ours("nngcat", "--push0", "-v", BIND, "-F", "-");
        Launched pull = theirs("nanocat", "--pull", "--connect", address(push), "-A")) {
      assertEquals(TEXT, pull.line());
      assertEquals(0, push.end());
    }
  }

  @Test
  void catPublishesOneMessageOnceNngcatHasSubscribed() throws Exception {
    try (Launched pub = ours("scapro", "cat", "--pub", "-v", BIND, "-D", "news");
        Launched sub = theirs("nngcat", "--sub", "--connect", address(pub), "-Q", "-C", "1")) {
      assertEquals("\"news\"", sub.line());
      assertEquals(0, sub.end());
      assertEquals(0, pub.end());
    }
  }

  @Test
  void endsWithTheExitCodesOfTheOriginals() throws Exception {
    try (Launched nanocat = ours("nanocat", "--push", "-l", "1", "-F", "/nowhere/at/all");
        Launched nngcat = ours("nngcat", "--pull")) {
      assertEquals(2, nanocat.end());
      assertEquals(1, nngcat.end());
      assertEquals("No address specified.", nngcat.line());
    }
  }

  @Test
  void aSignalToTheLauncherEndsTheProgram() throws Exception {
    try (Launched pull = ours("nanocat", "--pull", "-v", BIND)) {
      address(pull);
      pull.signal("TERM");
      assertEquals(143, pull.end());
    }
  }
}
