package io.scapro.spi;

import io.scapro.Reason;
import io.scapro.SpException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells what the network's exceptions mean for the caller. */
public final class Failures {

  private Failures() {}

  /** {@code failure} as an SpException; {@code doing} opens its sentence. */
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

  /** Why {@code file} cannot be read, and what to do. */
  public static String unreadable(String file, IOException failure) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(failure, "failure");
    String got = text(failure);
    String advice = "let this process read it";
    if (failure instanceof NoSuchFileException) {
      got = "no such file";
      advice = "check the path, or write it there";
    } else if (failure instanceof AccessDeniedException) {
      got = "access denied";
    }
    return "expected a readable file, got %s: %s; do: %s".formatted(file, got, advice);
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

  /** The message of {@code failure}, in words that tell what to do where that is known. */
  private static String words(Throwable failure) {
    String text = text(failure);
    if (text.contains("Address already in use")) {
      return "the address is in use; do: stop what listens there, or choose another address";
    }
    if (text.contains("Connection refused")) {
      return "nobody listens there; do: start the server, or check the address";
    }
    if (text.contains("No such file or directory")) { // of a Unix domain socket
      return "no such file; do: start the server, or check the path";
    }
    return find(SSLException.class, failure) == null ? text : TlsTexts.of(text).orElse(text);
  }

  private static Reason reason(Throwable failure) {
    String text = text(failure);
    if (text.contains("Address already in use")) {
      return Reason.ADDRESS_IN_USE;
    }
    if (failure instanceof BindException
        || text.contains("Cannot assign requested address")
        || text.contains("Can't assign requested address")) {
      return Reason.BAD_ADDRESS;
    }
    if (text.contains("Too many open files")) {
      return Reason.LIMIT;
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
