package io.scapro.cli.cat;

import io.scapro.cli.Binds;
import io.scapro.cli.cat.engine.Streams;
import io.scapro.suite.Await;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;

/** A tool of ours on a thread of this process: no JVM to start for each. */
final class InProcess implements Tool {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Said err = new Said();
  private final FutureTask<Integer> work;
  private final Thread thread;
  private final Binds binds;

  private InProcess(byte[] stdin, List<String> words) {
    Streams streams = new Streams(new ByteArrayInputStream(stdin), out, new PrintStream(err, true));
    binds = new Binds(words);
    work =
        new FutureTask<>(() -> execute(streams, words)) {
          @Override
          protected void done() {
            err.end();
          }
        };
    thread = new Thread(work, String.join(" ", words));
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * @param words {@code nanocat} or another tool with an original, or {@code cat}; then what it is
   *     told
   */
  static InProcess start(byte[] stdin, List<String> words) {
    return new InProcess(stdin, words);
  }

  static InProcess start(String line) {
    return start(new byte[0], List.of(line.split(" ")));
  }

  private static int execute(Streams streams, List<String> words) throws InterruptedException {
    if (CatFaces.isFace(words.get(0))) {
      return CatFaces.execute(streams, words);
    }
    return new CommandLine(new CatCommand(streams))
        .execute(words.subList(1, words.size()).toArray(String[]::new));
  }

  /** Its errors, once they have all of {@code words}, or all of them when it has ended before. */
  String said(List<String> words) {
    return err.await(words);
  }

  /** What it has printed so far. */
  String printed() {
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void awaitBinds() {
    binds.await();
  }

  @Override
  public Ran end() {
    try {
      int exit = work.get(3 * Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return new Ran(exit, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    } catch (ExecutionException e) {
      throw new AssertionError(thread.getName() + " failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(
          "expected an end of " + thread.getName() + "; it printed " + printed(), e);
    }
  }

  @Override
  public void close() {
    binds.end();
    thread.interrupt();
  }

  /** Standard error, which can be waited for. */
  private static final class Said extends ByteArrayOutputStream {
    private boolean ended;

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      notifyAll();
    }

    synchronized void end() {
      ended = true;
      notifyAll();
    }

    synchronized String await(List<String> words) {
      try {
        while (!ended && !words.stream().allMatch(text()::contains)) {
          wait();
        }
      } catch (InterruptedException e) { // the limit of the test
        throw new AssertionError("expected " + words + ", got " + text(), e);
      }
      return text();
    }

    private String text() {
      return toString(StandardCharsets.UTF_8);
    }
  }
}
