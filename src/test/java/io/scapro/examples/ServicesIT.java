package io.scapro.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.Launched;
import io.scapro.interop.Requirement;
import io.scapro.suite.ReservedPort;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a Vert.x user looks for, and clients in other languages. */
class ServicesIT extends Programs {

  private Launched service() throws Exception {
    Launched service = example("RepService", url);
    prints(service, "SERVICE: LISTENING ON " + url);
    return service;
  }

  @Test
  void answersC() throws Exception {
    Requirement.program("gcc");
    Requirement.that(Files.exists(Path.of("/usr/include/nng/nng.h")), "libnng's headers");
    String client = folder.resolve("client").toString();
    ends(program("gcc", "-Wall", "-Werror", "examples/polyglot/client.c", "-lnng", "-o", client));
    Launched service = service();
    Launched asking = program(client, url, "C");
    prints(asking, "hello C");
    ends(asking);
    stops(service);
  }

  @Test
  void answersPerl() throws Exception {
    Requirement.program("perl");
    Launched service = service();
    Launched asking =
        program("perl", "examples/polyglot/client.pl", "127.0.0.1:" + port.number(), "Perl");
    prints(asking, "hello Perl");
    ends(asking);
    stops(service);
  }

  @Test
  void givesEachRequestInFlightItsAnswer() throws Exception {
    Launched server = example("InFlight", "server", url);
    Launched client = example("InFlight", "client", url);
    prints(client, "CLIENT: 1000 OF 1000 ANSWERS RIGHT");
    ends(client);
    stops(server);
  }

  @Test
  void pipesAFile() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[300_000]);
    Launched pull = example("StreamPipe", "pull", url);
    Launched push = example("StreamPipe", "push", url, file.toString());
    String line = pull.line();
    while (!line.equals("PULL: 300000 BYTES")) {
      line = pull.line();
    }
    prints(push, "PUSH: 300000 BYTES");
    ends(push);
    stops(pull);
  }

  @Test
  void asksThroughTwoDevices() throws Exception {
    try (ReservedPort middle = new ReservedPort();
        ReservedPort front = new ReservedPort()) {
      Launched near = example("DeviceChain", front.url(), "+" + middle.url());
      Launched far = example("DeviceChain", middle.url(), "+" + url);
      Launched server = example("ReqRep", "node0", url);
      Launched client = example("ReqRep", "node1", front.url());
      prints(
          client,
          "NODE1: SENDING DATE REQUEST DATE",
          "NODE1: RECEIVED DATE \"1970/01/01 00:00:00.666\"!");
      ends(client);
      stops(near);
      stops(far);
      stops(server);
    }
  }

  @Test
  @Tag("jdk21")
  void waitsOnVirtualThreads() throws Exception {
    Launched program = example("VirtualThreads", url);
    prints(program, "hello Ada", "hello Grace", "hello Barbara");
    ends(program);
  }

  @Test
  void saysWhichJavaVirtualThreadsNeed() throws Exception {
    if (Runtime.version().feature() < 21) {
      Launched program = example("VirtualThreads", url);
      assertEquals(1, program.end());
      assertTrue(program.errors().contains("expected JDK 21 or newer"), program.errors());
    }
  }
}
