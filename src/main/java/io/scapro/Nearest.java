package io.scapro;

import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody probably meant. */
public final class Nearest {

  private Nearest() {}

  /** A sentence for an unknown {@code word} of a {@code kind}, naming the nearest known one. */
  public static String unknown(String kind, String word, Collection<String> known) {
    String choices = String.join(", ", known.stream().sorted().toList());
    return known.stream()
        .filter(k -> distance(word, k) <= Math.max(2, k.length() / 3) || begins(word, k))
        .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k))
        .map(k -> "unknown %s \"%s\", did you mean \"%s\"?".formatted(kind, word, k))
        .orElse("unknown %s \"%s\", expected one of %s".formatted(kind, word, choices));
  }

  private static boolean begins(String word, String known) {
    return word.length() > 3 && known.toLowerCase().startsWith(word.toLowerCase());
  }

  /** Levenshtein distance, letter case ignored. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        row[j] = Math.min(Math.min(row[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
