package io.scapro.transport;

import io.scapro.Address;
import io.scapro.Link;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;

/**
 * Who is bound to what in one Vertx. Two servers of one Vertx may share an address in silence;
 * sockets must not, unless both say so and speak the same protocol.
 */
final class BoundAddresses {

  private static final String MAP = "io.scapro.bound";
  private static final String ALONE = "";

  private BoundAddresses() {}

  /**
   * Enters {@code address}.
   *
   * @throws SpException ADDRESS_IN_USE
   */
  static void claim(Link link, Address address) {
    String mine = link.options().shared() ? link.identity().name() : ALONE;
    LocalMap<String, String> bound = map(link.vertx());
    bound.compute(
        address.toString(),
        (url, theirs) -> {
          if (theirs == null) {
            return mine + "*1";
          }
          int star = theirs.lastIndexOf('*');
          if (mine.equals(ALONE) || !theirs.substring(0, star).equals(mine)) {
            throw new SpException(
                Reason.ADDRESS_IN_USE,
                "expected a free address, got " + url + " where a socket is bound already");
          }
          return mine + '*' + (Integer.parseInt(theirs.substring(star + 1)) + 1);
        });
  }

  static void free(Link link, Address address) {
    map(link.vertx())
        .computeIfPresent(
            address.toString(),
            (url, theirs) -> {
              int star = theirs.lastIndexOf('*');
              int left = Integer.parseInt(theirs.substring(star + 1)) - 1;
              return left == 0 ? null : theirs.substring(0, star + 1) + left;
            });
  }

  private static LocalMap<String, String> map(Vertx vertx) {
    return vertx.sharedData().getLocalMap(MAP);
  }
}
