package io.scapro.cli.cat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.interop.Requirement;
import io.scapro.suite.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts that run with nanocat and nngcat, with ours, and with one of each: each tool ends in the
 * same way, with the same bytes on standard output and the same first line of the error. Most of
 * the time they wait, so many run at once.
 */
class CatMatrixIT {

  private static final int AT_ONCE = 12;
  private static final byte[] STDIN = "from standard input\0\n".getBytes();

  @TempDir static Path folder;
  private static Path files;
  private static ExecutorService executor;

  @BeforeAll
  static void prepare() throws IOException {
    Requirement.program("nanocat");
    Requirement.program("nngcat");
    Requirement.program("gcc");
    executor = Executors.newFixedThreadPool(AT_ONCE);
    files = Files.createDirectory(folder.resolve("files"));
    byte[] bytes = new byte[70_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    for (int length : new int[] {300, 70_000}) {
      Files.write(files.resolve("" + length), Arrays.copyOf(bytes, length));
    }
    Files.write(files.resolve("bytes"), Arrays.copyOf(bytes, 256));
    TestCa.Issued own = new TestCa(files, "authority").issueRsa("localhost");
    Files.copy(own.certificate(), files.resolve("own.pem"));
    Files.copy(own.key(), files.resolve("own.key"));
    // The first of ours loads the classes, for TLS too: the originals wait a second for its hello,
    // and leave.
    Path run = Files.createDirectory(folder.resolve("first"));
    for (String url : List.of("IPC", "WSS")) {
      String pull = "nngcat --pull --listen " + url + " -C 1";
      String secret = url.equals("WSS") ? " --cert FOLDER/own.pem --key FOLDER/own.key" : "";
      new Script("first", List.of(pull + secret, "nngcat --push --dial " + url + " -k -D x"))
          .run(run, files, (i, words) -> InProcess.start(STDIN, words));
    }
  }

  @AfterAll
  static void close() {
    if (executor != null) {
      executor.shutdownNow();
    }
  }

  /** A script as it runs with some tools of ours. */
  private record Trial(Script script, String who, Future<List<Ran>> outcome) {}

  @TestFactory
  Stream<DynamicTest> talksAsTheOriginalsDo() throws IOException {
    return compare(Script.read("talks.txt"));
  }

  @TestFactory
  Stream<DynamicTest> understandsAndRefusesWhatTheOriginalsDo() throws IOException {
    return compare(Script.read("words.txt"));
  }

  private static Stream<DynamicTest> compare(List<Script> scripts) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Script script : scripts) {
      Trial theirs = trial(script, "theirs", i -> false);
      List<Trial> trials = new ArrayList<>();
      trials.add(trial(script, "ours", i -> true));
      if (script.lines().size() > 1) {
        trials.add(trial(script, "the first ours", i -> i == 0));
        trials.add(trial(script, "the first theirs", i -> i != 0));
      }
      for (Trial each : trials) {
        tests.add(
            DynamicTest.dynamicTest(
                script.name() + ", " + each.who,
                () ->
                    assertEquals(
                        theirs.outcome.get(),
                        each.outcome.get(),
                        String.join("\n", script.lines()))));
      }
    }
    return tests.stream();
  }

  private static Trial trial(Script script, String who, IntPredicate ours) throws IOException {
    Path run = Files.createTempDirectory(folder, "r");
    Script.Starter starter =
        (i, words) -> ours.test(i) ? InProcess.start(STDIN, words) : Spawned.start(STDIN, words);
    return new Trial(script, who, executor.submit(() -> script.run(run, files, starter)));
  }
}
