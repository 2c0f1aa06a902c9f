package io.scapro.spi;

import io.scapro.Reason;
import io.scapro.SpException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Converts network and TLS exceptions into an {@link SpException} with a {@link Reason} and a
 * readable text.
 */
public final class Failures {

  /**
   * An error text of an operating system. Exceptions of the native transport differ only in their
   * text.
   *
   * @param part a part of that text
   * @param words the text to show instead
   */
  private record Known(String part, Reason reason, String words) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "Address already in use",
              Reason.ADDRESS_IN_USE,
              "the address is in use; do: stop what listens there, or choose another address"),
          new Known(
              "assign requested address",
              Reason.BAD_ADDRESS,
              "this machine has no such address; do: check the host in the URL"),
          new Known(
              "Too many open files",
              Reason.LIMIT,
              "the process has too many open files; do: raise its limit (ulimit -n)"),
          new Known(
              "Connection refused",
              Reason.REFUSED,
              "no process listens there; do: start the server, or check the address"),
          new Known(
              "Connection timed out",
              Reason.TIMEOUT,
              "the host does not answer; do: check the address and the network"),
          new Known(
              "No route to host",
              Reason.UNREACHABLE,
              "no route to the host; do: check the address and the network"),
          new Known(
              "Network is unreachable",
              Reason.UNREACHABLE,
              "no route to the network; do: check the address and the network"));

  private Failures() {}

  /**
   * {@return {@code failure} as an SpException. An SpException is returned unchanged. Otherwise the
   * reason is derived from the class and text of the exception; it is FAILED if both are unknown}
   *
   * @param failure the exception
   * @param doing what failed, such as {@code connect to tcp://localhost:5555}; the text begins with
   *     it
   */
  public static SpException of(Throwable failure, String doing) {
    Objects.requireNonNull(failure, "failure");
    Objects.requireNonNull(doing, "doing");
    if (failure instanceof SpException known) {
      return known;
    }
    CertificateException untrusted = find(CertificateException.class, failure);
    if (untrusted != null) {
      return new SpException(Reason.UNTRUSTED, doing + ": " + text(untrusted), failure);
    }
    String text = doing + ": " + words(failure);
    return new SpException(reason(failure), text, failure);
  }

  /**
   * {@return a text that says why a file cannot be read, and what to do}
   *
   * @param file its path
   * @param failure the exception of the read, or of {@code Path.of}
   */
  public static String unreadable(String file, Exception failure) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(failure, "failure");
    String got = text(failure);
    String advice = "give this process read permission";
    if (failure instanceof NoSuchFileException) {
      got = "no such file";
      advice = "check the path, or create the file";
    } else if (failure instanceof AccessDeniedException) {
      got = "access denied";
    } else if (failure instanceof CharacterCodingException) {
      got = "bytes that are no UTF-8";
      advice = "save the file in UTF-8";
    } else if (failure instanceof InvalidPathException invalid) {
      got = "characters that the name of a file cannot have (" + invalid.getReason() + ")";
      advice = "correct the path";
    }
    return "expected a readable file, got %s: %s; do: %s"
        .formatted(Log.printable(file), got, advice);
  }

  private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return type.cast(each);
      }
    }
    return null;
  }

  private static String text(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  /** A text that says what to do; the message of {@code failure} if no such text is known. */
  private static String words(Throwable failure) {
    String text = text(failure);
    for (Known each : KNOWN) {
      if (text.contains(each.part)) {
        return each.words;
      }
    }
    return find(SSLException.class, failure) == null ? text : TlsTexts.of(text).orElse(text);
  }

  private static Reason reason(Throwable failure) {
    String text = text(failure);
    for (Known each : KNOWN) {
      if (text.contains(each.part)) {
        return each.reason;
      }
    }
    if (failure instanceof BindException) {
      return Reason.BAD_ADDRESS;
    }
    if (failure instanceof UnknownHostException || failure instanceof NoRouteToHostException) {
      return Reason.UNREACHABLE;
    }
    if (failure instanceof TimeoutException
        || failure instanceof SocketTimeoutException
        || text.contains("timed out")) {
      return Reason.TIMEOUT;
    }
    if (find(SSLException.class, failure) != null) {
      if (TlsTexts.isWithoutCertificate(text)) {
        return Reason.UNTRUSTED;
      }
      return text.toLowerCase(Locale.ROOT).contains("alert") ? Reason.REFUSED : Reason.PROTOCOL;
    }
    if (failure instanceof ClosedChannelException
        || text.contains("Connection reset")
        || text.contains("Broken pipe")) {
      return Reason.DISCONNECTED;
    }
    return failure instanceof ConnectException ? Reason.REFUSED : Reason.FAILED;
  }
}
