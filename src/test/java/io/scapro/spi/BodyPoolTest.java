package io.scapro.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.suite.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BodyPoolTest {

  @Test
  void lendsLargeBodiesOnlyAndOnlyWhereItIsTold() {
    assertTrue(new BodyPool(true).lends(BodyPool.SMALLEST));
    assertFalse(new BodyPool(true).lends(BodyPool.SMALLEST - 1));
    assertFalse(new BodyPool(false).lends(1 << 20));
  }

  @Test
  void usesAgainWhatCameBack() {
    BodyPool pool = new BodyPool(true);
    byte[] first = pool.take(100_000);
    byte[] second = pool.take(100_000);
    assertNotSame(first, second);
    assertEquals(2, pool.lent());
    pool.giveBack(first);
    assertSame(first, pool.take(90_000));
    pool.giveBack(first);
    pool.forget();
    assertEquals(0, pool.lent());
  }

  @Test
  void givesEnoughAndAtMostTwiceOfIt() {
    IntStream.rangeClosed(BodyPool.SMALLEST - 1, BodyPool.SMALLEST + 1)
        .forEach(BodyPoolTest::givesEnough);
    for (int power = 1; power <= 22; power++) {
      IntStream.rangeClosed((1 << power) - 1, (1 << power) + 1).forEach(BodyPoolTest::givesEnough);
    }
    Cases.check(1000, draws -> givesEnough(draws.between(1, 1 << 22)));
  }

  private static void givesEnough(int length) {
    BodyPool pool = new BodyPool(true);
    byte[] array = pool.take(length);
    assertTrue(array.length >= length);
    assertTrue(array.length <= Math.max(BodyPool.SMALLEST, 2 * length));
    pool.giveBack(array);
    assertSame(array, pool.take(length));
  }

  @Test
  void keepsABoundedAmount() {
    BodyPool pool = new BodyPool(true);
    List<byte[]> lent = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      lent.add(pool.take(1 << 20));
    }
    lent.forEach(pool::giveBack);
    long kept = 0;
    for (int i = 0; i < 12; i++) {
      byte[] array = pool.take(1 << 20);
      kept += lent.stream().anyMatch(known -> known == array) ? 1 : 0;
    }
    assertEquals(8, kept);
  }
}
