package io.scapro;

import io.scapro.spi.HostPort;
import java.util.Locale;
import java.util.Objects;

/**
 * The address of an endpoint: {@code scheme://rest}. The transport of the scheme defines the form
 * of the rest. {@link HostPort} reads the form {@code host:port}.
 *
 * @param scheme the URL scheme in lower case, such as {@code tcp}
 * @param rest the text after {@code ://}
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
   * Parses a URL.
   *
   * @param url {@code scheme://rest}; the letter case of the scheme is ignored
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
   * {@return an exception with BAD_ADDRESS that says what was expected and names this address}
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
