package io.scapro.cli.cat.engine;

import io.scapro.Address;
import io.scapro.SpException;
import io.scapro.spi.HostPort;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The kinds of failures that the originals distinguish, with the text of each original. */
public enum Trouble {
  TIMED_OUT("Connection timed out", "Timed out", "time out"),
  IN_USE("Address already in use", "Address in use", "address in use"),
  INVALID("Invalid argument", "Address invalid", "invalid address"),
  NO_SCHEME("Invalid argument", "Invalid argument", "invalid address format"),
  UNSUPPORTED("Protocol not supported", "Not supported", "invalid or unsupported transport"),
  NOT_OURS("Cannot assign requested address", "Address invalid", "cannot assign requested address"),
  NO_DEVICE("No such device", "Address invalid", "no such host"),
  NO_FILE("No such file or directory", "Entry not found", "no such file or directory"),
  DENIED("Permission denied", "Permission denied", "permission denied"),
  FOLDER("Is a directory", "Is a directory", "is a directory"),
  REFUSED("Connection refused", "Connection refused", "connection refused"),
  UNREACHABLE("Network is unreachable", "Destination unreachable", "network is unreachable"),
  TOO_LONG("Message too long", "Message too large", "message is too long"),
  STATE(
      "Operation cannot be performed in this state", "Incorrect state", "incorrect protocol state"),
  DISCONNECTED("Connection reset by peer", "Connection reset", "object closed"),
  UNTRUSTED("Protocol error", "Peer could not be authenticated", "certificate is not trusted"),
  PROTOCOL("Protocol error", "Protocol error", "invalid header received"),
  LIMIT("Too many open files", "Out of files", "too many open files"),
  CLOSED("Bad file descriptor", "Object closed", "object closed"),
  FAILED("Input/output error", "Internal error detected", "internal error");

  /** Maximum length of an ipc path in bytes. */
  private static final int LONGEST_PATH = 106;

  private final String nanomsg;
  private final String nng;
  private final String mangos;

  Trouble(String nanomsg, String nng, String mangos) {
    this.nanomsg = nanomsg;
    this.nng = nng;
    this.mangos = mangos;
  }

  /** The text of the C library. */
  public String nanomsg() {
    return nanomsg;
  }

  String nng() {
    return nng;
  }

  public String mangos() {
    return mangos;
  }

  /** The kind of a failure to read a file. */
  public static Trouble of(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return NO_FILE;
    }
    if (failure instanceof AccessDeniedException) {
      return DENIED;
    }
    return "Is a directory".equals(failure.getMessage()) ? FOLDER : FAILED;
  }

  /**
   * The kind of a failure of an address or a message.
   *
   * @param url empty for a message
   */
  static Trouble of(String url, boolean isBind, SpException cause) {
    return switch (cause.reason()) {
      case TIMEOUT -> TIMED_OUT;
      case ADDRESS_IN_USE -> IN_USE;
      case BAD_ADDRESS -> ofAddress(url, isBind);
      case UNSUPPORTED -> UNSUPPORTED;
      case REFUSED -> REFUSED;
      case UNREACHABLE ->
          cause.getCause() instanceof UnknownHostException ? NO_DEVICE : UNREACHABLE;
      case TOO_LONG -> TOO_LONG;
      case STATE -> STATE;
      case DISCONNECTED -> DISCONNECTED;
      case UNTRUSTED -> UNTRUSTED;
      case PROTOCOL -> PROTOCOL;
      case LIMIT -> LIMIT;
      case CLOSED, CANCELLED -> CLOSED;
      default -> FAILED;
    };
  }

  private static Trouble ofAddress(String url, boolean isBind) {
    if (!url.contains("://")) {
      return NO_SCHEME;
    }
    Address address;
    try {
      address = Address.parse(url);
    } catch (SpException e) { // nanomsg and nng look for a transport of any name
      return UNSUPPORTED;
    }
    if (address.scheme().equals("ipc") || address.scheme().equals("unix")) {
      return ofPath(address.rest(), isBind);
    }
    return isBind ? ofHost(address) : INVALID;
  }

  private static Trouble ofPath(String text, boolean isBind) {
    try {
      Path path = Path.of(text).toAbsolutePath();
      if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
        return INVALID;
      }
      if (Files.exists(path) || (isBind && Files.isSymbolicLink(path))) {
        return isBind ? IN_USE : REFUSED;
      }
      Path folder = path.getParent();
      return folder != null && Files.isDirectory(folder) ? DENIED : NO_FILE;
    } catch (InvalidPathException e) {
      return INVALID;
    }
  }

  private static Trouble ofHost(Address address) {
    try {
      HostPort.toBind(address, true);
      return NOT_OURS;
    } catch (SpException e) {
      return address.rest().matches(".*:\\d{1,5}") && portIsFine(address) ? NO_DEVICE : INVALID;
    }
  }

  private static boolean portIsFine(Address address) {
    return Integer.parseInt(address.rest().substring(address.rest().lastIndexOf(':') + 1)) <= 65535;
  }
}
