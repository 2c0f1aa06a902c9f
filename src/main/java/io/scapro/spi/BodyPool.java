package io.scapro.spi;

import java.util.ArrayDeque;
import java.util.Objects;

/**
 * Reuses arrays for large bodies when the application returns them. There is one pool for each
 * socket. It is used on the socket's event loop only and needs no lock.
 *
 * <p>Allocation is the main cost of large messages. A body from the pool needs no allocation,
 * unless the pool has no array of its size.
 */
public final class BodyPool {

  /** The length in bytes of the shortest body that comes from the pool. */
  public static final int SMALLEST = 4 << 10;

  private static final int CLASSES = 18; // 4 KiB << 17 = 512 MiB
  private static final int LARGEST = SMALLEST << (CLASSES - 1);
  private static final int KEPT_BYTES_PER_CLASS = 8 << 20;

  private final ArrayDeque<byte[]>[] free;
  private final boolean enabled;
  private int lent;

  /**
   * Creates a pool.
   *
   * @param enabled whether bodies are lent, see {@link io.scapro.CommonOptions#setLendBodies}
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public BodyPool(boolean enabled) {
    this.enabled = enabled;
    this.free = new ArrayDeque[CLASSES];
  }

  /**
   * {@return whether a body of this length comes from the pool and must be returned}
   *
   * @param length bytes
   */
  public boolean lends(int length) {
    return enabled && length >= SMALLEST;
  }

  /**
   * {@return an array of at least {@code length} bytes, with any content}
   *
   * @param length bytes, for which {@link #lends} is true
   */
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

  /**
   * Returns an array that is no longer read.
   *
   * @param array an array of {@link #take}
   */
  public void giveBack(byte[] array) {
    Objects.requireNonNull(array, "array");
    lent--;
    if (array.length > LARGEST) {
      return; // too long for its size class
    }
    int sizeClass = classOf(array.length);
    if (free[sizeClass] == null) {
      free[sizeClass] = new ArrayDeque<>();
    }
    if ((long) free[sizeClass].size() * array.length < KEPT_BYTES_PER_CLASS) {
      free[sizeClass].addLast(array);
    }
  }

  /**
   * Stops counting an array of {@link #take} as lent: the application keeps it and does not return
   * it.
   */
  public void forget() {
    lent--;
  }

  /** {@return the number of arrays that are lent now; 0 when every handler has returned} */
  public int lent() {
    return lent;
  }

  private static int classOf(int length) {
    return 32 - Integer.numberOfLeadingZeros(Math.max(0, (length - 1) / SMALLEST));
  }
}
