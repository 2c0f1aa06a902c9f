package io.scapro.transport.ipc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The file of a bound ipc path, used by all sockets of one Vertx that share it. Safe from any
 * thread.
 *
 * <p>Netty removes the path of a server when the server closes, and its native transports also
 * before they bind, whatever file is there. So a server binds a hidden name in the same folder.
 * When the hidden file has its permissions, it is linked to the path, which fails if the path
 * exists. Then the hidden name is removed. The path is removed only if it still is the file that
 * was linked.
 *
 * <p>These few calls to the local file system are made on the event loop, as the bind itself.
 */
final class SocketFile implements Shareable {

  private static final String MAP = "io.scapro.socket-files";
  private static final int HIDDEN_DIGITS = 5;

  private interface Step {
    void run() throws IOException;
  }

  private final SocketPath path;
  private final Path hidden;
  private int users;
  private boolean linked;
  private @Nullable Object key;
  private final Once room = new Once();
  private final Once published = new Once();

  private SocketFile(SocketPath path) {
    this.path = path;
    this.hidden = path.beside("." + random());
  }

  private static String random() {
    int digits = (int) Math.pow(Character.MAX_RADIX, HIDDEN_DIGITS - 1);
    int number = ThreadLocalRandom.current().nextInt(digits, digits * Character.MAX_RADIX);
    return Integer.toString(number, Character.MAX_RADIX);
  }

  /** Returns the file of {@code path} and counts one more user. */
  static SocketFile acquire(Vertx vertx, SocketPath path) {
    return map(vertx)
        .compute(
            path.key().rest(),
            (name, there) -> {
              SocketFile file = there == null ? new SocketFile(path) : there;
              file.users++;
              return file;
            });
  }

  /**
   * Counts one user less; the last user removes the file. To be called while its server listens.
   */
  void release(Vertx vertx) {
    map(vertx)
        .computeIfPresent(path.key().rest(), (name, file) -> --file.users == 0 ? gone() : file);
  }

  private @Nullable SocketFile gone() {
    remove();
    return null;
  }

  private static LocalMap<String, SocketFile> map(Vertx vertx) {
    return vertx.sharedData().getLocalMap(MAP);
  }

  /** The hidden path to listen at. */
  Path hidden() {
    return hidden;
  }

  /** Frees the path before listening, on a worker; see {@link SocketPath#makeRoom}. */
  Future<Void> makeRoom(Vertx vertx) {
    return room.run(vertx, () -> path.makeRoom(path.beside("." + random())));
  }

  /** Links the file to its path, on a worker, once the server listens at the hidden name. */
  Future<Void> publish(Vertx vertx, Set<PosixFilePermission> mode) {
    return published.run(vertx, () -> link(mode));
  }

  /**
   * A step that runs once for all users of the file: the first user runs it, the others share its
   * result.
   */
  private static final class Once {
    private boolean taken;
    private @Nullable Exception failure;

    Future<Void> run(Vertx vertx, Step step) {
      return vertx.executeBlocking(() -> take(step), false);
    }

    private synchronized @Nullable Void take(Step step) throws Exception {
      if (!taken) {
        taken = true;
        try {
          step.run();
        } catch (IOException | RuntimeException e) {
          failure = e;
        }
      }
      if (failure != null) {
        throw failure;
      }
      return null;
    }
  }

  private synchronized void link(Set<PosixFilePermission> mode) throws IOException {
    if (path.path().getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(hidden, mode);
    }
    key = SocketPath.fileKey(hidden);
    try {
      place();
    } catch (FileAlreadyExistsException e) {
      throw path.inUse("which another process has just created");
    }
  }

  private void place() throws IOException {
    try {
      Files.createLink(path.path(), hidden);
      linked = true;
      Files.delete(hidden);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(hidden, path.path()); // a file system without links
      linked = true;
    }
  }

  private synchronized void remove() {
    if (linked) {
      linked = false;
      try {
        path.removeIf(key);
      } catch (IOException e) {
        // the folder was removed with the file
      }
    }
  }
}
