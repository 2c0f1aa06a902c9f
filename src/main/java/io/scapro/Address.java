package io.scapro;

import io.scapro.spi.HostPort;
import java.util.Locale;
import java.util.Objects;

/**
 * Where a socket binds or connects: {@code scheme://rest}. The transport of the scheme says what
 * the rest means; {@link HostPort} reads the {@code host:port} form.
 *
 * @param scheme the URL scheme in lower case, such as {@code tcp}
 * @param rest what follows {@code ://}
 */
public record Address(String scheme, String rest) {

  /**
   * Checks that no component is null.
   *
   * @param scheme see {@link #scheme}
   * @param rest see {@link #rest}
   */
  public Address {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(rest, "rest");
  }

  /**
   * Reads a URL.
   *
   * @param url {@code scheme://rest}; the scheme is read in any letter case
   * @return the address
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
    return new Address(url.substring(0, colon).toLowerCase(Locale.ROOT), url.substring(colon + 3));
  }

  /**
   * {@return the refusal of this address, BAD_ADDRESS: what was expected, and this address}
   *
   * @param expected completes the sentence "expected …"
   */
  public SpException bad(String expected) {
    Objects.requireNonNull(expected, "expected");
    return new SpException(Reason.BAD_ADDRESS, "expected " + expected + ", got \"" + this + '"');
  }

  @Override
  public String toString() {
    return scheme + "://" + rest;
  }
}
