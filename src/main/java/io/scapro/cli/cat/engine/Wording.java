package io.scapro.cli.cat.engine;

import io.scapro.Reason;
import io.scapro.SpException;
import java.util.Locale;

/** The error texts of the tools. */
enum Wording {
  SCAPRO {
    @Override
    String failure(Action action, String url, SpException cause) {
      String what = action.name().toLowerCase(Locale.ROOT);
      return "scapro: cannot %s%s: %s"
          .formatted(what, url.isEmpty() ? "" : " " + url, cause.getMessage());
    }
  },

  NANOMSG {
    @Override
    String failure(Action action, String url, SpException cause) {
      return switch (action) {
            case BIND -> "Can't bind: ";
            case CONNECT -> "Can't connect: ";
            case SEND -> "Can't send: ";
            case RECEIVE -> "Can't recv: ";
          }
          + Trouble.of(url, action == Action.BIND, cause).nanomsg();
    }
  },

  NNG {
    @Override
    String failure(Action action, String url, SpException cause) {
      Trouble trouble = Trouble.of(url, action == Action.BIND, cause);
      if (Wording.isOwnCertificate(url, cause)) {
        return "Unable to configure TLS: Cryptographic error";
      }
      return switch (action) {
            case BIND ->
                (isStillborn(trouble) ? "Unable to create listener for " : "Unable to listen on ")
                    + url;
            case CONNECT ->
                (isUndialable(trouble, url) ? "Unable to create dialer for " : "Unable to dial on ")
                    + url;
            case SEND -> "Send error";
            case RECEIVE -> "Receive error";
          }
          + ": "
          + (url.endsWith(":") ? Trouble.NO_SCHEME : trouble).nng();
    }

    private boolean isStillborn(Trouble trouble) {
      return switch (trouble) {
        case INVALID, NO_SCHEME, UNSUPPORTED, NO_DEVICE -> true;
        default -> false;
      };
    }

    /** nng detects a missing port when it creates the dialer, an invalid one later. */
    private boolean isUndialable(Trouble trouble, String url) {
      return switch (trouble) {
        case NO_SCHEME, UNSUPPORTED -> true;
        case INVALID -> !url.matches("[^:]+://.+:[^:]+");
        default -> false;
      };
    }
  },

  MANGOS {
    @Override
    String failure(Action action, String url, SpException cause) {
      Trouble trouble = Trouble.of(url, action == Action.BIND, cause);
      if (Wording.isOwnCertificate(url, cause)) {
        return "macat: failed loading cert/key: " + cause.getMessage();
      }
      return "macat: "
          + switch (action) {
            case BIND -> "bind(%s): %s".formatted(url, trouble.mangos());
            case CONNECT -> "dial(%s): %s".formatted(url, trouble.mangos());
            case SEND ->
                "send: " + (trouble == Trouble.TIMED_OUT ? "send " : "") + trouble.mangos();
            case RECEIVE ->
                "recv: " + (trouble == Trouble.TIMED_OUT ? "receive " : "") + trouble.mangos();
          };
    }
  };

  /** The action that failed. */
  enum Action {
    BIND,
    CONNECT,
    SEND,
    RECEIVE
  }

  /**
   * @param url the address; empty if the failure is not about one address
   */
  abstract String failure(Action action, String url, SpException cause);

  /** As {@link #failure}, with the advice in a second line that the originals do not have. */
  final String advice(Action action, String url, SpException cause) {
    String text = failure(action, url, cause);
    String message = cause.getMessage();
    boolean tellsMore =
        message.contains("; do: ")
            || (cause.reason() == Reason.BAD_ADDRESS
                && url.matches("(ipc|unix|abstract)://.*")
                && message.contains(" bytes")); // the originals allow one more
    return tellsMore && !text.contains(message) ? text + '\n' + message : text;
  }

  /** As {@link #failure}, for a timeout. */
  final String timeout(Action action, String expected) {
    return failure(action, "", new SpException(Reason.TIMEOUT, expected));
  }

  private static boolean isOwnCertificate(String url, SpException cause) {
    return url.matches("(tls|wss).*") && cause.reason() == Reason.FAILED;
  }
}
