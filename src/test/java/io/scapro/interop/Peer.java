package io.scapro.interop;

import io.scapro.suite.Await;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A real program at the other end, nanocat or nngcat. It ends with the test that started it. */
public final class Peer implements AutoCloseable {

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private Peer(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  public static Peer start(List<String> command) throws IOException {
    return new Peer(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** The options that give {@code body} to either program, by a file in {@code folder}. */
  public static List<String> data(Buffer body, Path folder) throws IOException {
    if (body.length() == 0) {
      return List.of("--data", ""); // an empty file aborts nanocat
    }
    Path file = Files.write(Files.createTempFile(folder, "body", ""), body.getBytes());
    return List.of("--file", file.toString());
  }

  /** A command line of single words and lists of words. */
  public static List<String> command(Object... parts) {
    List<String> command = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof List<?> several) {
        command.addAll(command(several.toArray()));
      } else {
        command.add(part.toString());
      }
    }
    return command;
  }

  /** The next body that it printed, in format hex: {@code "\x68\x65"}. */
  public Buffer printed() {
    String line = Await.next(lines);
    if (!line.matches("\"(\\\\x[0-9a-f]{2})*\"")) {
      throw new AssertionError("expected a body in hex, got " + line);
    }
    Buffer body = Buffer.buffer(line.length() / 4);
    for (int i = 3; i < line.length(); i += 4) {
      body.appendByte((byte) Integer.parseInt(line, i, i + 2, 16));
    }
    return body;
  }

  public boolean hasPrinted() {
    return !lines.isEmpty();
  }

  private void read() {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
      lines.add("nothing more: the program has ended");
    } catch (IOException e) {
      lines.add("nothing more: " + e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
