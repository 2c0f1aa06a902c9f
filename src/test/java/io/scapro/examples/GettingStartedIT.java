package io.scapro.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.scapro.cli.Launched;
import io.scapro.interop.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The six ports print exactly what other implementations' ports print. */
class GettingStartedIT extends Programs {

  private static final String DATE = "\"1970/01/01 00:00:00.666\"";

  @Test
  void asksForTheDate() throws Exception {
    Launched node0 = example("ReqRep", "node0", url);
    Launched node1 = example("ReqRep", "node1", url);
    prints(node1, "NODE1: SENDING DATE REQUEST DATE", "NODE1: RECEIVED DATE " + DATE + "!");
    prints(node0, "NODE0: RECEIVED DATE REQUEST", "NODE0: SENDING DATE " + DATE);
    ends(node1);
    stops(node0);
  }

  /** Copies {@code examples/run} and one example, with the library; returns the script. */
  private Path install(String example) throws Exception {
    Launched.install(folder);
    Path examples = Files.createDirectory(folder.resolve("examples"));
    for (String file : List.of("run", example)) {
      Files.copy(
          Path.of("examples", file), examples.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    return examples.resolve("run");
  }

  @Test
  void runsFromSourceByName() throws Exception {
    String run = install("ReqRep.java").toString();
    Launched node0 = program(run, "reqrep", "node0", url);
    Launched node1 = program(run, "reqrep", "node1", url);
    prints(node1, "NODE1: SENDING DATE REQUEST DATE", "NODE1: RECEIVED DATE " + DATE + "!");
    ends(node1);
    prints(node0, "NODE0: RECEIVED DATE REQUEST", "NODE0: SENDING DATE " + DATE);
    stops(node0);
  }

  @Test
  void compilesOnceAndAgainWhenTheSourceIsNewer() throws Exception {
    Path run = install("RepService.java");
    Path source = run.resolveSibling("RepService.java");
    Path made = folder.resolve("target/examples/repservice/RepService.class");
    ends(program(run.toString(), "repservice"));
    Object first = id(made);
    ends(program(run.toString(), "repservice"));
    assertEquals(first, id(made));

    Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
    ends(program(run.toString(), "repservice"));
    assertNotEquals(first, id(made));
  }

  /** Another file of the same name has another one. */
  private static Object id(Path file) throws Exception {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Test
  void asksNanocat() throws Exception {
    Requirement.program("nanocat");
    program("nanocat", "--rep", "--bind", url, "--data", "today");
    Launched node1 = example("ReqRep", "node1", url);
    prints(node1, "NODE1: SENDING DATE REQUEST DATE", "NODE1: RECEIVED DATE today");
    ends(node1);
  }

  @Test
  void publishesTheDate() throws Exception {
    Launched server = example("PubSub", "server", url);
    Launched client = example("PubSub", "client", url, "a");
    prints(client, "CLIENT (a): RECEIVED \"" + DATE + "!\"");
    prints(server, "SERVER: PUBLISHING DATE " + DATE);
    stops(client);
    stops(server);
  }

  @Test
  void subscribesToNanocat() throws Exception {
    Requirement.program("nanocat");
    program("nanocat", "--pub", "--bind", url, "--data", "news", "--interval", "1");
    prints(example("PubSub", "client", url, "a"), "CLIENT (a): RECEIVED \"news\"");
  }

  @Test
  void surveysWhoeverIsThere() throws Exception {
    Launched client = example("Survey", "client", url, "a");
    Launched server = example("Survey", "server", url);
    prints(server, "SERVER: SENDING DATE SURVEY REQUEST");
    prints(
        client,
        "CLIENT (a): RECEIVED \"DATE\" SURVEY REQUEST",
        "CLIENT (a): SENDING DATE SURVEY RESPONSE");
    prints(server, "SERVER: RECEIVED \"a\" SURVEY RESPONSE");
    ends(server);
    stops(client);
  }

  @Test
  void pushesAMessage() throws Exception {
    Launched node0 = example("Pipeline", "node0", url);
    Launched node1 = example("Pipeline", "node1", url, "hello");
    prints(node1, "NODE1: SENDING \"hello\"");
    prints(node0, "NODE0: RECEIVED \"hello\"");
    ends(node1);
    stops(node0);
  }

  @Test
  void twoTellTheirNames() throws Exception {
    Launched node0 = example("Pair", "node0", url);
    Launched node1 = example("Pair", "node1", url);
    hears(node0, "node0: SENDING \"node0\"", "node0: RECEIVED \"node1\"");
    hears(node1, "node1: SENDING \"node1\"", "node1: RECEIVED \"node0\"");
    stops(node1);
    stops(node0);
  }

  /** Sends, as often as it takes, before it receives. */
  private static void hears(Launched node, String sends, String receives) throws Exception {
    for (String line = node.line(); !line.equals(receives); line = node.line()) {
      assertEquals(sends, line);
    }
  }

  @Test
  void tellsItsNameOnTheBus() throws Exception {
    Requirement.program("nanocat");
    program("nanocat", "--bus", "--bind", url, "--data", "cat", "--interval", "1");
    Launched node = example("Bus", "node1", "tcp://127.0.0.1:0", url);
    prints(node, "node1: SENDING 'node1' ONTO BUS", "node1: RECEIVED 'cat' FROM BUS");
    stops(node);
  }
}
