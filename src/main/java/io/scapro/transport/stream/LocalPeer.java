package io.scapro.transport.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.unix.DomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import io.scapro.Credentials;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** Asks the operating system who is at the other end of a Unix domain socket. */
final class LocalPeer {

  private interface Lookup {
    UserPrincipal byName(String name) throws IOException;
  }

  private LocalPeer() {}

  /** Empty if it is no such socket, or if the operating system does not provide credentials. */
  static Optional<Credentials> of(Channel channel) {
    if (channel instanceof NioDomainSocketChannel) {
      return ofNio(channel);
    }
    return channel instanceof DomainSocketChannel ? ofNative(channel) : Optional.empty();
  }

  /** Each native channel has this method, but no common type declares it. */
  private static Optional<Credentials> ofNative(Channel channel) {
    try {
      var peer = (PeerCredentials) channel.getClass().getMethod("peerCredentials").invoke(channel);
      int[] groups = peer.gids();
      return Optional.of(
          new Credentials(
              peer.pid() > 0 ? peer.pid() : Credentials.UNKNOWN,
              peer.uid(),
              groups.length > 0 ? groups[0] : Credentials.UNKNOWN));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  private static Optional<Credentials> ofNio(Channel channel) {
    UnixDomainPrincipal peer;
    try {
      peer = channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
    } catch (ChannelException e) {
      return Optional.empty();
    }
    if (peer == null) {
      return Optional.empty();
    }
    UserPrincipalLookupService users = FileSystems.getDefault().getUserPrincipalLookupService();
    int uid = number(peer.user(), peer.user().hashCode(), users::lookupPrincipalByName);
    int gid = number(peer.group(), -peer.group().hashCode(), users::lookupPrincipalByGroupName);
    return uid == Credentials.UNKNOWN
        ? Optional.empty()
        : Optional.of(new Credentials(Credentials.UNKNOWN, uid, gid));
  }

  /**
   * The number of a principal. Java does not publish it, but accepts a number in place of a name:
   * the guess is right if the principal looked up by that number equals this one.
   */
  private static int number(UserPrincipal principal, int guess, Lookup lookup) {
    try {
      return guess >= 0 && lookup.byName(Integer.toString(guess)).equals(principal)
          ? guess
          : Credentials.UNKNOWN;
    } catch (IOException e) {
      return Credentials.UNKNOWN;
    }
  }
}
