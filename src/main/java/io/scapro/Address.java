package io.scapro;

import io.scapro.spi.HostPort;
import java.util.Objects;

/**
 * Where a socket binds or connects: {@code scheme://rest}. What the rest means is the transport's
 * business; {@link HostPort} reads the {@code host:port} form.
 */
public record Address(String scheme, String rest) {

  public Address {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(rest, "rest");
  }

  /**
   * @throws SpException BAD_ADDRESS when {@code url} is not {@code scheme://rest}
   */
  public static Address parse(String url) {
    Objects.requireNonNull(url, "url");
    int colon = url.indexOf("://");
    if (colon <= 0 || !url.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
      throw new SpException(
          Reason.BAD_ADDRESS,
          "expected scheme://address such as tcp://127.0.0.1:5555, got \"" + url + '"');
    }
    return new Address(url.substring(0, colon).toLowerCase(), url.substring(colon + 3));
  }

  /** The refusal of this address: what was expected, and what it is. */
  public SpException bad(String expected) {
    Objects.requireNonNull(expected, "expected");
    return new SpException(Reason.BAD_ADDRESS, "expected " + expected + ", got \"" + this + '"');
  }

  @Override
  public String toString() {
    return scheme + "://" + rest;
  }
}
