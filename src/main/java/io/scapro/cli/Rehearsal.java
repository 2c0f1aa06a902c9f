package io.scapro.cli;

import io.scapro.cli.cat.CatCommand;
import io.scapro.cli.cat.CatFaces;
import io.scapro.cli.cat.engine.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/**
 * Runs the typical work of the tools once in one process, and exits. The JVM then writes the loaded
 * classes to an archive, with which {@code bin/scapro} starts faster.
 */
final class Rehearsal {

  /** The greeting of a PULL. */
  private static final byte[] HELLO = {0, 'S', 'P', 0, 0, 0x51, 0, 0};

  private static final Streams MUTE =
      new Streams(
          InputStream.nullInputStream(),
          OutputStream.nullOutputStream(),
          new PrintStream(OutputStream.nullOutputStream()));

  private Rehearsal() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Logger log = Logger.getLogger("io.scapro"); // held: else it may be collected with its level
    log.setLevel(Level.OFF);
    play("nanocat", "--help");
    play("nanocat", "--pull", "--bind", "tcp://127.0.0.1:0", "--recv-timeout", "0.01", "--raw");
    push();
    PrintWriter out = new PrintWriter(MUTE.out(), false, StandardCharsets.UTF_8);
    new CommandLine(new CatCommand(MUTE)).setOut(out).execute("--help");
    System.exit(0);
  }

  private static void push() throws IOException, InterruptedException {
    try (ServerSocket server =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      Thread peer = new Thread(() -> pull(server));
      peer.setDaemon(true);
      peer.start();
      String port = Integer.toString(server.getLocalPort());
      play("nanocat", "--push", "--connect-local", port, "--send-timeout", "5", "--data", "hello");
    }
  }

  private static void pull(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write(HELLO);
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new IllegalStateException("expected one peer that pushes, got " + e, e);
    }
  }

  private static void play(String... words) throws InterruptedException {
    CatFaces.execute(MUTE, List.of(words));
  }
}
