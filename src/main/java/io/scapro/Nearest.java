package io.scapro;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Finds the known word that is nearest to an unknown one. */
public final class Nearest {

  private Nearest() {}

  /**
   * {@return a sentence about an unknown word. It names the nearest known word, or all known words
   * if none is near}
   *
   * @param kind the kind of word, such as {@code protocol}
   * @param word the unknown word
   * @param known the words that are accepted
   */
  public static String unknown(String kind, String word, Collection<String> known) {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(word, "word");
    List<String> words = Arguments.list(known, "known");
    String choices = String.join(", ", words.stream().sorted().toList());
    return words.stream()
        .filter(
            k ->
                distance(word, k) <= Math.max(2, k.length() / 3)
                    || begins(word, k)
                    || isPart(word, k))
        .min(
            Comparator.comparing((String k) -> !isPart(word, k))
                .thenComparing(k -> distance(word, k))
                .thenComparing(k -> k))
        .map(k -> "unknown %s \"%s\", did you mean \"%s\"?".formatted(kind, word, k))
        .orElse("unknown %s \"%s\", expected one of %s".formatted(kind, word, choices));
  }

  private static boolean begins(String word, String known) {
    return word.length() > 3
        && known.toLowerCase(Locale.ROOT).startsWith(word.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether {@code word} is the first part of {@code known}, whose parts are joined by a sign such
   * as a hyphen.
   */
  private static boolean isPart(String word, String known) {
    return word.length() < known.length()
        && known.toLowerCase(Locale.ROOT).startsWith(word.toLowerCase(Locale.ROOT))
        && !Character.isLetterOrDigit(known.charAt(word.length()));
  }

  /** Levenshtein distance. Two swapped letters count as one error. Letter case is ignored. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = cost[i - 1][j - 1] + (same(a, i - 1, b, j - 1) ? 0 : 1);
        cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1 && j > 1 && same(a, i - 1, b, j - 2) && same(a, i - 2, b, j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }

  private static boolean same(String a, int i, String b, int j) {
    return Character.toLowerCase(a.charAt(i)) == Character.toLowerCase(b.charAt(j));
  }
}
