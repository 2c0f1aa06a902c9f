package io.scapro.limits;

import io.scapro.suite.TestCa;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of {@link AllTransports}.
 *
 * @param arguments what it is told
 * @param output what it must print
 */
record Exchange(List<String> arguments, String output) {

  /** Over tcp, TLS by Java's engine, WebSocket, ipc and inproc. */
  static Exchange in(Path folder) throws Exception {
    TestCa.Issued own = new TestCa(folder, "authority").selfSigned("127.0.0.1");
    List<String> arguments =
        new ArrayList<>(List.of(own.certificate().toString(), own.key().toString()));
    StringBuilder output = new StringBuilder();
    for (String url :
        List.of(
            "tcp://127.0.0.1:0",
            "tls+tcp://127.0.0.1:0",
            "ws://127.0.0.1:0/path",
            "ipc://" + folder + "/socket",
            "inproc://name")) {
      boolean isName = url.startsWith("ip") || url.startsWith("inproc");
      String one = isName ? url + 1 : url;
      String other = isName ? url + 2 : url;
      arguments.addAll(List.of(one, other));
      output.append(one).append(" message\n").append(other).append(" reply to request\n");
    }
    return new Exchange(arguments, output.toString());
  }
}
