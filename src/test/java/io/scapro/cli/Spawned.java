package io.scapro.cli;

import io.scapro.testing.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A tool as a process: an original, or ours with its launcher. */
final class Spawned implements Tool {

  private final Process process;
  private final CompletableFuture<byte[]> out;
  private final CompletableFuture<byte[]> err;

  private Spawned(byte[] stdin, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    process = builder.start();
    out = read(process.getInputStream());
    err = read(process.getErrorStream());
    try (OutputStream in = process.getOutputStream()) {
      in.write(stdin);
    } catch (IOException e) {
      // it ended, and did not want it
    }
  }

  private static CompletableFuture<byte[]> read(java.io.InputStream stream) {
    CompletableFuture<byte[]> all = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                all.complete(stream.readAllBytes());
              } catch (IOException e) {
                all.completeExceptionally(e);
              }
            });
    reader.setDaemon(true);
    reader.start();
    return all;
  }

  static Spawned start(byte[] stdin, List<String> command) {
    try {
      return new Spawned(stdin, command);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Ran end() {
    try {
      if (!process.waitFor(3 * Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("expected an end of " + process.info().commandLine());
      }
      return ran(process.exitValue());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Ran ran(int exit) {
    try {
      return new Ran(
          exit,
          out.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS),
          new String(
              err.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS), StandardCharsets.UTF_8));
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
