package io.scapro.cli;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs {@link CatEngine} as this process: its streams, its exit code. */
final class CatProgram {

  /** Held here, since the logging framework would forget it with its level. */
  private static final Logger LOG = Logger.getLogger("io.scapro");

  private CatProgram() {}

  /**
   * @param settings throws {@link CatFailure} for a wrong command line
   * @return the exit code
   */
  static int run(Supplier<CatSettings> settings) throws InterruptedException {
    LOG.setLevel(Level.OFF); // the tool has its own words
    try {
      // Not System.out, which may buffer, and hides that its reader has gone.
      CatEngine engine =
          new CatEngine(settings.get(), new FileOutputStream(FileDescriptor.out), System.err);
      return run(engine);
    } catch (CatFailure e) {
      System.err.println(e.getMessage());
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
