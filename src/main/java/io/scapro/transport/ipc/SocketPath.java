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

/** The path of an ipc address, absolute or relative, and what lies there. */
public record SocketPath(Address address, Path path) {

  /** Bytes of a path that Java's and the native sockets both take; Linux takes one more. */
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

  /** One name for all the ways to write this path. */
  Address key() {
    return new Address("ipc", path.toAbsolutePath().normalize().toString());
  }

  /**
   * Sees to it that nothing is at the path: a socket where nobody listens any more is removed.
   *
   * @param aside a free name in the same folder, used meanwhile
   * @throws SpException ADDRESS_IN_USE, BAD_ADDRESS
   */
  void makeRoom(Path aside) throws IOException {
    try {
      makeRoomNow(aside);
    } catch (NoSuchFileException e) { // another start removed it meanwhile
      checkFolder();
    }
  }

  private void makeRoomNow(Path aside) throws IOException {
    if (!Files.exists(path, NOFOLLOW_LINKS)) {
      checkFolder();
    } else if (!isSocket()) {
      throw address.bad(
          Files.isSymbolicLink(path)
              ? "a socket or nothing at the path, not a symbolic link"
              : "a socket or nothing at the path");
    } else {
      probe(path);
      removeUnused(aside);
    }
  }

  /** Another start may have put its own socket there since the probe: that one is put back. */
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
      // a third start was faster, and serves the path
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(aside, path); // a file system without links
    }
  }

  private void checkFolder() {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw address.bad("a folder that exists and that we may write to");
    }
  }

  /** Whatever is not refused may be somebody's: only a refusal lets the file be removed. */
  private void probe(Path at) {
    String found = "where somebody listens";
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false); // a listener whose queue is full must not keep us
      probe.connect(UnixDomainSocketAddress.of(at));
    } catch (ConnectException refused) {
      return;
    } catch (IOException e) {
      found = "which does not let us see who listens: " + e.getMessage();
    }
    throw inUse(found);
  }

  SpException inUse(String found) {
    return new SpException(
        Reason.ADDRESS_IN_USE, "expected a free path, got %s %s".formatted(address, found));
  }

  private boolean isSocket() throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      int mode = (int) Files.getAttribute(path, "unix:mode", NOFOLLOW_LINKS);
      return (mode & FILE_TYPE) == SOCKET;
    }
    return Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS).isOther();
  }

  /** Removes the file if it is the one known by {@code key}. */
  void removeIf(@Nullable Object key) throws IOException {
    if (Files.exists(path, NOFOLLOW_LINKS) && Objects.equals(key, fileKey(path))) {
      Files.deleteIfExists(path);
    }
  }

  /** What tells one file from all others; null where the file system has no such thing. */
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
        return address.bad("a socket at the path");
      }
      if (!Files.isWritable(path)) {
        return refused(doing + ": its permissions do not let us", failure);
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
