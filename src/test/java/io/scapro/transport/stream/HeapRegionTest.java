package io.scapro.transport.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long parts, as a network takes them that has room for a few bytes at a time. */
class HeapRegionTest {

  private static final int MANY = 3 << 20;

  private final UnpooledByteBufAllocator alloc = new UnpooledByteBufAllocator(true);
  private final HeapRegion region = new HeapRegion(alloc);
  private final List<ByteBuf> parts = new ArrayList<>();
  private final ByteArrayOutputStream expected = new ByteArrayOutputStream();

  /** Takes up to {@code room} bytes, then nothing until it is asked again. */
  private static final class Network implements WritableByteChannel {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final int most;
    private int room;

    Network(int most) {
      this.most = most;
    }

    @Override
    public int write(ByteBuffer from) {
      assertTrue(from.isDirect());
      byte[] bytes = new byte[Math.min(room, from.remaining())];
      from.get(bytes);
      taken.writeBytes(bytes);
      room -= bytes.length;
      return bytes.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private void add(ByteBuf empty, int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    expected.writeBytes(bytes);
    ByteBuf part = empty.writeBytes(bytes);
    parts.add(part);
    region.add(part);
  }

  private void addParts() {
    add(alloc.directBuffer(), 9);
    add(Unpooled.buffer(), MANY);
    add(alloc.directBuffer(), 13);
    add(Unpooled.buffer(), 70_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {999, 65_536, 524_288, 1_000_001, Integer.MAX_VALUE})
  void writesAllPartsInOrderHoweverTheNetworkTakesThem(int room) throws IOException {
    addParts();
    Network network = new Network(room);
    while (region.transferred() < region.count()) {
      network.room = network.most;
      long before = region.transferred();
      assertEquals(region.transferTo(network, before), region.transferred() - before);
    }
    assertArrayEquals(expected.toByteArray(), network.taken.toByteArray());
    assertEquals(0, region.transferTo(network, region.count()));
    for (ByteBuf part : parts) {
      assertEquals(0, part.refCnt());
    }
    assertEquals(0, alloc.metric().usedDirectMemory());
  }

  @Test
  void copiesNoMoreThanOnePieceBeforeTheNetworkTakesIt() throws IOException {
    addParts();
    Network network = new Network(1000);
    network.room = network.most;
    long parts = alloc.metric().usedDirectMemory();
    region.transferTo(network, 0);
    assertTrue(alloc.metric().usedDirectMemory() - parts <= 1 << 20);
  }

  @Test
  void releasesWhatWasNotWritten() throws IOException {
    addParts();
    Network network = new Network(1000);
    network.room = network.most;
    region.transferTo(network, 0);
    assertTrue(region.release());
    for (ByteBuf part : parts) {
      assertEquals(0, part.refCnt());
    }
    assertEquals(0, alloc.metric().usedDirectMemory());
  }
}
