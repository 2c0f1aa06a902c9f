package io.scapro.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.cli.Launched;
import io.scapro.interop.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  @Test
  void runsFromSourceByName() throws Exception {
    Launched.install(folder);
    Path examples = Files.createDirectory(folder.resolve("examples"));
    for (String file : new String[] {"run", "ReqRep.java"}) {
      Files.copy(
          Path.of("examples", file), examples.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    String run = examples.resolve("run").toString();
    Launched node0 = program(run, "reqrep", "node0", url);
    Launched node1 = program(run, "reqrep", "node1", url);
    prints(node1, "NODE1: SENDING DATE REQUEST DATE", "NODE1: RECEIVED DATE " + DATE + "!");
    ends(node1);
    prints(node0, "NODE0: RECEIVED DATE REQUEST", "NODE0: SENDING DATE " + DATE);
    stops(node0);
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
