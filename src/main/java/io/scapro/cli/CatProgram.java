package io.scapro.cli;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.PrintStream;
import java.util.function.Supplier;

/** Runs {@link CatEngine} on a Vertx of its own. */
final class CatProgram {

  private CatProgram() {}

  /**
   * @param settings throws {@link CatFailure} for a wrong command line
   * @return the exit code
   */
  static int run(Supplier<CatSettings> settings, Streams streams) throws InterruptedException {
    try {
      return run(new CatEngine(settings.get(), streams));
    } catch (CatFailure e) {
      PrintStream stream = e.isWanted() ? new PrintStream(streams.out(), true) : streams.err();
      stream.println(e.getMessage());
      return e.exit();
    }
  }

  private static int run(CatEngine engine) throws InterruptedException {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setPreferNativeTransport(true)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    try {
      return engine.run(vertx);
    } finally {
      vertx.close().await();
    }
  }
}
