package io.scapro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BodyPoolTest {

  @Example
  void lendsLargeBodiesOnlyAndOnlyWhereItIsTold() {
    assertTrue(new BodyPool(true).lends(BodyPool.SMALLEST));
    assertFalse(new BodyPool(true).lends(BodyPool.SMALLEST - 1));
    assertFalse(new BodyPool(false).lends(1 << 20));
  }

  @Example
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

  @Property
  void givesEnoughAndAtMostTwiceOfIt(@ForAll @IntRange(min = 1, max = 1 << 22) int length) {
    BodyPool pool = new BodyPool(true);
    byte[] array = pool.take(length);
    assertTrue(array.length >= length);
    assertTrue(array.length <= Math.max(BodyPool.SMALLEST, 2 * length));
    pool.giveBack(array);
    assertSame(array, pool.take(length));
  }

  @Example
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
