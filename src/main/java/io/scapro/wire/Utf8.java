package io.scapro.wire;

/** Whether bytes that arrive in parts are UTF-8. Source: RFC 3629, the table of section 4. */
final class Utf8 {

  private int missing; // bytes that the character still needs
  private int least; // of the next byte
  private int most;

  /** Begins a new text. */
  void reset() {
    missing = 0;
  }

  /** Whether the bytes so far end between two characters. */
  boolean isComplete() {
    return missing == 0;
  }

  /** Reads on. Returns false at the first byte that no text can have there. */
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
