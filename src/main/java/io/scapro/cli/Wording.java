package io.scapro.cli;

import io.scapro.Reason;
import io.scapro.SpException;

/** How a tool says that something failed. */
enum Wording {
  SCAPRO {
    @Override
    String failure(Action action, String url, SpException cause) {
      String what = action.name().toLowerCase();
      return "scapro: cannot %s%s: %s"
          .formatted(what, url.isEmpty() ? "" : " " + url, cause.getMessage());
    }
  },

  NANOMSG {
    @Override
    String failure(Action action, String url, SpException cause) {
      return switch (action) {
            case BIND -> "Can't bind";
            case CONNECT -> "Can't connect";
            case SEND -> "Can't send";
            case RECEIVE -> "Can't recv";
          }
          + ": "
          + switch (cause.reason()) {
            case TIMEOUT -> "Connection timed out";
            case ADDRESS_IN_USE -> "Address already in use";
            case BAD_ADDRESS -> "Invalid argument";
            case UNSUPPORTED -> "Protocol not supported";
            case TOO_LONG -> "Message too long";
            default -> cause.getMessage();
          };
    }
  },

  NNG {
    @Override
    String failure(Action action, String url, SpException cause) {
      return switch (action) {
            case BIND -> "Unable to listen on " + url;
            case CONNECT -> "Unable to dial on " + url;
            case SEND -> "Send error";
            case RECEIVE -> "Receive error";
          }
          + ": "
          + switch (cause.reason()) {
            case TIMEOUT -> "Timed out";
            case ADDRESS_IN_USE -> "Address in use";
            case BAD_ADDRESS -> "Address invalid";
            case REFUSED -> "Connection refused";
            case UNSUPPORTED -> "Not supported";
            case TOO_LONG -> "Message too large";
            default -> cause.getMessage();
          };
    }
  };

  /** What was tried. */
  enum Action {
    BIND,
    CONNECT,
    SEND,
    RECEIVE
  }

  /**
   * @param url where, empty when it is not about one address
   */
  abstract String failure(Action action, String url, SpException cause);

  /** As {@link #failure}, for a peer that let us wait. */
  final String timeout(Action action, String expected) {
    return failure(action, "", new SpException(Reason.TIMEOUT, expected));
  }
}
