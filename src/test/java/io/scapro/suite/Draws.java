package io.scapro.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Random values from a seed: the same calls give the same values. The ends of a range and small
 * values come more often than others, since faults are there.
 */
public final class Draws {

  private final SplittableRandom random;

  public Draws(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A number from {@code least} to {@code most}, both included. */
  public int between(int least, int most) {
    return switch (random.nextInt(8)) {
      case 0 -> least;
      case 1 -> most;
      case 2 -> Math.min(most, least + 1);
      case 3 -> Math.max(least, most - 1);
      case 4 -> Math.min(most, least + random.nextInt(10));
      default -> random.nextInt(least, most + 1);
    };
  }

  /** True once in {@code times}. */
  public boolean once(int times) {
    return random.nextInt(times) == 0;
  }

  @SafeVarargs
  public final <T> T of(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** As many values as {@link #between} says. */
  public <T> List<T> list(int least, int most, Supplier<T> value) {
    int size = between(least, most);
    List<T> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(value.get());
    }
    return list;
  }

  /** At most {@code most} bytes, all equally likely. */
  public byte[] bytes(int most) {
    byte[] bytes = new byte[between(0, most)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** At most {@code most} bytes, each one of {@code values}. */
  public byte[] bytes(int most, int... values) {
    byte[] bytes = new byte[between(0, most)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[random.nextInt(values.length)];
    }
    return bytes;
  }

  /** At most {@code most} of the characters {@code alphabet}. */
  public String text(int most, String alphabet) {
    return random
        .ints(between(0, most), 0, alphabet.length())
        .map(alphabet::charAt)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** At most {@code most} characters of all of Unicode, as many of each length in UTF-8. */
  public String text(int most) {
    StringBuilder text = new StringBuilder();
    for (int i = between(0, most); i > 0; i--) {
      text.appendCodePoint(
          switch (random.nextInt(5)) {
            case 0 -> between(0, 0x7f);
            case 1 -> between(0x80, 0x7ff);
            case 2 -> between(0x800, 0xd7ff);
            case 3 -> between(0xe000, 0xffff);
            default -> between(0x10000, 0x10ffff);
          });
    }
    return text.toString();
  }
}
