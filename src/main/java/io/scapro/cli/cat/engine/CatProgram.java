package io.scapro.cli.cat.engine;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.PrintStream;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs {@link CatEngine} on its own Vertx. */
public final class CatProgram {

  /** Held here, else it may be collected with its level. */
  private static @Nullable Logger log;

  private CatProgram() {}

  /**
   * @param settings parses the command line; throws {@link CatFailure}
   * @return the exit code
   */
  public static int run(Supplier<CatSettings> settings, Streams streams)
      throws InterruptedException {
    try {
      return run(settings.get(), streams);
    } catch (CatFailure e) {
      PrintStream stream = e.isWanted() ? new PrintStream(streams.out(), true) : streams.err();
      stream.println(e.getMessage());
      return e.exit();
    }
  }

  private static int run(CatSettings settings, Streams streams) throws InterruptedException {
    if (settings.face() != Face.CAT && streams.isErrOfProcess()) { // the tool prints its own texts
      log = Logger.getLogger("io.scapro");
      log.setLevel(Level.OFF);
    }
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setPreferNativeTransport(
                    settings.endpoints().stream().anyMatch(CatProgram::isLocal))
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    try {
      return new CatEngine(settings, streams).run(vertx);
    } catch (IllegalArgumentException e) { // a value that the parser did not check
      throw settings.face().failure(settings.face().title() + ": " + e.getMessage());
    } finally {
      vertx.close().await();
    }
  }

  /** Whether the native transport, which is slow to load, may be needed. */
  private static boolean isLocal(CatSettings.At at) {
    return !at.url().startsWith("tcp://") && !at.url().startsWith("ws://");
  }
}
