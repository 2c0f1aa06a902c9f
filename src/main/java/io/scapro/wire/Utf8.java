package io.scapro.wire;

/** Checks that bytes are UTF-8. They may arrive in parts. See RFC 3629, the table of section 4. */
final class Utf8 {

  private int missing; // remaining bytes of the character
  private int least; // range of the next byte
  private int most;

  /** Starts a new text. */
  void reset() {
    missing = 0;
  }

  /** Whether the bytes so far end after a complete character. */
  boolean isComplete() {
    return missing == 0;
  }

  /** Checks more bytes; false at the first invalid one. */
  boolean feed(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      int next = bytes[i] & 0xff;
      if (missing > 0) {
        if (next < least || next > most) {
          return false;
        }
        missing--;
        expect(0x80, 0xbf);
      } else if (next >= 0x80 && !begin(next)) {
        return false;
      }
    }
    return true;
  }

  private boolean begin(int first) {
    if (first < 0xc2 || first > 0xf4) {
      return false;
    }
    missing = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    switch (first) {
      case 0xe0 -> expect(0xa0, 0xbf);
      case 0xed -> expect(0x80, 0x9f);
      case 0xf0 -> expect(0x90, 0xbf);
      case 0xf4 -> expect(0x80, 0x8f);
      default -> expect(0x80, 0xbf);
    }
    return true;
  }

  private void expect(int least, int most) {
    this.least = least;
    this.most = most;
  }
}
