package io.scapro.spi;

import java.util.ArrayDeque;
import java.util.Objects;

/**
 * Arrays for large bodies, used again when the application gives them back. One pool per socket, on
 * its loop only: no lock.
 *
 * <p>Fresh memory is what large messages cost; a body that is only lent costs none.
 */
public final class BodyPool {

  /** Bodies below this length are cheap enough to be given away. */
  public static final int SMALLEST = 4 << 10;

  private static final int CLASSES = 18; // 4 KiB << 17 = 512 MiB
  private static final int LARGEST = SMALLEST << CLASSES - 1;
  private static final int KEPT_BYTES_PER_CLASS = 8 << 20;

  private final ArrayDeque<byte[]>[] free;
  private final boolean enabled;
  private int lent;

  @SuppressWarnings({"unchecked", "rawtypes"})
  public BodyPool(boolean enabled) {
    this.enabled = enabled;
    this.free = new ArrayDeque[CLASSES];
  }

  /** Whether a body of {@code length} bytes comes from here and has to be returned. */
  public boolean lends(int length) {
    return enabled && length >= SMALLEST;
  }

  /** An array of at least {@code length} bytes, with any content. */
  public byte[] take(int length) {
    lent++;
    if (length > LARGEST) {
      return new byte[length];
    }
    int sizeClass = classOf(length);
    ArrayDeque<byte[]> arrays = free[sizeClass];
    byte[] array = arrays == null ? null : arrays.pollLast();
    return array != null ? array : new byte[SMALLEST << sizeClass];
  }

  /** Takes back an array of {@link #take} that nobody reads any more. */
  public void giveBack(byte[] array) {
    Objects.requireNonNull(array, "array");
    lent--;
    if (array.length > LARGEST) {
      return; // it would not fit all of its class
    }
    int sizeClass = classOf(array.length);
    if (free[sizeClass] == null) {
      free[sizeClass] = new ArrayDeque<>();
    }
    if ((long) free[sizeClass].size() * array.length < KEPT_BYTES_PER_CLASS) {
      free[sizeClass].addLast(array);
    }
  }

  /** The application keeps an array of {@link #take}: it is the garbage collector's now. */
  public void forget() {
    lent--;
  }

  /** Arrays that are lent now; 0 when every handler has returned. */
  public int lent() {
    return lent;
  }

  private static int classOf(int length) {
    return 32 - Integer.numberOfLeadingZeros(Math.max(0, (length - 1) / SMALLEST));
  }
}
