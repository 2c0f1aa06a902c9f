package io.scapro.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Identity;
import io.scapro.spi.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtocolsTest {

  private static final List<Identity> ALL =
      new Protocols().protocols().stream().map(Protocol::identity).toList();

  @Test
  void haveAPeerThatNamesThemBack() {
    for (Identity identity : ALL) {
      Identity peer =
          ALL.stream().filter(other -> other.id() == identity.peerId()).findFirst().orElseThrow();
      assertEquals(identity.peerName(), peer.name());
      assertEquals(identity.id(), peer.peerId());
      assertTrue(identity.accepts(peer.id()) && peer.accepts(identity.id()));
    }
  }

  @Test
  void haveNamesAndNumbersOfTheirOwn() {
    assertEquals(ALL.size(), ALL.stream().map(Identity::name).distinct().count());
    Map<Integer, String> byNumber = new HashMap<>();
    for (Identity identity : ALL) {
      String other = byNumber.put(identity.id(), identity.name());
      assertNull(other, () -> "SP number 0x%x of two protocols".formatted(identity.id()));
    }
  }
}
