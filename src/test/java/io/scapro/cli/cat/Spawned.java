package io.scapro.cli.cat;

import io.scapro.cli.Binds;
import io.scapro.suite.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A tool as a process: an original that may tell when it listens, or ours with its launcher. */
final class Spawned implements Tool {

  private final Process process;
  private final @Nullable Listening listening;
  private final int binds;
  private final CompletableFuture<byte[]> out;
  private final CompletableFuture<byte[]> err;

  private Spawned(byte[] stdin, List<String> command) throws IOException {
    binds = Binds.addresses(command).size();
    listening = binds == 0 ? null : new Listening();
    ProcessBuilder builder =
        new ProcessBuilder(listening == null ? command : listening.command(command));
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
  public void awaitBinds() {
    if (listening != null) {
      listening.await(binds);
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
    if (listening != null) {
      try {
        listening.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
