package io.scapro.transport.ipc;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Failures;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The path of an ipc address, absolute or relative, with checks of the file at the path. */
public record SocketPath(Address address, Path path) {

  /**
   * Maximum length of a path in bytes, for the sockets of Java and of the native transports; Linux
   * allows one byte more.
   */
  public static final int MOST = 106;

  private static final int FILE_TYPE = 0170000;
  private static final int SOCKET = 0140000;
  private static final String FORM = "a path, as ipc:///run/name.sock or ipc://name.sock";

  /**
   * @throws SpException BAD_ADDRESS
   */
  static SocketPath of(Address address) {
    try {
      Path path = Path.of(address.rest());
      if (path.toString().isEmpty() || path.getFileName() == null) {
        throw address.bad(FORM);
      }
      return new SocketPath(address, checked(address, path));
    } catch (InvalidPathException e) {
      throw address.bad(FORM);
    }
  }

  private static Path checked(Address address, Path path) {
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MOST) {
      throw address.bad("a path of at most %d bytes, not %d".formatted(MOST, length));
    }
    return path;
  }

  /** A path in the same folder. */
  Path beside(String name) {
    Path path = this.path.resolveSibling(name);
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > MOST) {
      throw address.bad("a folder of at most %d bytes".formatted(MOST - 1 - name.length()));
    }
    return path;
  }

  /** A key that is the same for all spellings of this path. */
  Address key() {
    return new Address("ipc", path.toAbsolutePath().normalize().toString());
  }

  /**
   * Frees the path: removes a socket file on which no process listens.
   *
   * @param aside a free name in the same folder, used temporarily
   * @throws SpException ADDRESS_IN_USE, BAD_ADDRESS
   */
  void makeRoom(Path aside) throws IOException {
    try {
      makeRoomNow(aside);
    } catch (NoSuchFileException e) { // another process removed it meanwhile
      checkFolder();
    }
  }

  private void makeRoomNow(Path aside) throws IOException {
    if (!Files.exists(path, NOFOLLOW_LINKS)) {
      checkFolder();
    } else if (!isSocket()) {
      throw new SpException(
          Reason.BAD_ADDRESS,
          "expected a free path, got %s, which is %s; do: choose another path, or remove the file"
              .formatted(address, Files.isSymbolicLink(path) ? "a symbolic link" : "no socket"));
    } else {
      probe(path);
      removeUnused(aside);
    }
  }

  /**
   * Another process may have created its socket there since the probe; then its file is restored.
   */
  private void removeUnused(Path aside) throws IOException {
    Files.move(path, aside, ATOMIC_MOVE);
    try {
      probe(aside);
    } catch (SpException inUse) {
      putBack(aside);
      throw inUse;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private void putBack(Path aside) throws IOException {
    try {
      Files.createLink(path, aside);
    } catch (FileAlreadyExistsException e) {
      // a third process uses the path now
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(aside, path); // a file system without links
    }
  }

  private void checkFolder() {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      boolean exists = folder != null && Files.isDirectory(folder);
      throw new SpException(
          Reason.BAD_ADDRESS,
          "expected a folder for %s that this process can write to, got %s: %s"
              .formatted(address, folder, exists ? "no write permission" : "no such folder"));
    }
  }

  /**
   * Fails with ADDRESS_IN_USE unless a connection is refused. Only then the file is unused and may
   * be removed.
   */
  private void probe(Path at) {
    String found = "where a process listens";
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false); // must not block on a listener whose queue is full
      probe.connect(UnixDomainSocketAddress.of(at));
    } catch (ConnectException refused) {
      return;
    } catch (IOException e) {
      found = "whose listener cannot be checked: " + e.getMessage();
    }
    throw inUse(found);
  }

  SpException inUse(String found) {
    return new SpException(
        Reason.ADDRESS_IN_USE,
        "expected a free path, got %s, %s; do: choose another path, or end the process that uses it"
            .formatted(address, found));
  }

  private boolean isSocket() throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      int mode = (int) Files.getAttribute(path, "unix:mode", NOFOLLOW_LINKS);
      return (mode & FILE_TYPE) == SOCKET;
    }
    return Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS).isOther();
  }

  /** Removes the file if its key is {@code key}. */
  void removeIf(@Nullable Object key) throws IOException {
    if (Files.exists(path, NOFOLLOW_LINKS) && Objects.equals(key, fileKey(path))) {
      Files.deleteIfExists(path);
    }
  }

  /** The key that identifies a file; null if the file system has none. */
  static @Nullable Object fileKey(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS).fileKey();
  }

  /** Why a connection to this path failed. */
  SpException meaning(Throwable failure) {
    String doing = "connect to " + address;
    try {
      if (!Files.exists(path)) {
        return refused(
            "expected a socket at %s, got nothing; do: start the server, or check the path"
                .formatted(address),
            failure);
      }
      if (!new SocketPath(address, path.toRealPath()).isSocket()) {
        return new SpException(
            Reason.BAD_ADDRESS,
            "expected a socket at %s, got a file that is no socket; do: check the path"
                .formatted(address));
      }
      if (!Files.isWritable(path)) {
        return refused(
            "expected write permission on the socket file of %s, got none; do: give this process write permission"
                .formatted(address),
            failure);
      }
    } catch (IOException e) {
      return Failures.of(e, doing);
    }
    return Failures.of(failure, doing);
  }

  private static SpException refused(String text, Throwable cause) {
    return new SpException(Reason.REFUSED, text, cause);
  }
}
