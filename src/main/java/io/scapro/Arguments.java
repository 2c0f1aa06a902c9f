package io.scapro;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Checks of arguments at the start of a call. Null causes a {@link NullPointerException} with the
 * parameter's name. Another invalid value causes an {@link IllegalArgumentException} that says what
 * was expected.
 */
public final class Arguments {

  private Arguments() {}

  /**
   * {@return an unmodifiable copy of {@code elements}}
   *
   * @param <T> the type of the elements
   * @param elements the elements; not changed
   * @param name the parameter, for the error
   * @throws NullPointerException {@code elements} or one of them is null
   */
  public static <T> List<T> list(Collection<? extends T> elements, String name) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(elements, name).forEach(each -> Objects.requireNonNull(each, name));
    return List.copyOf(elements);
  }

  /**
   * {@return an unmodifiable copy of {@code entries}}
   *
   * @param <K> the type of the keys
   * @param <V> the type of the values
   * @param entries the entries; not changed
   * @param name the parameter, for the error
   * @throws NullPointerException {@code entries}, a key or a value is null
   */
  public static <K, V> Map<K, V> map(Map<? extends K, ? extends V> entries, String name) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(entries, name)
        .forEach(
            (key, value) -> {
              Objects.requireNonNull(key, name);
              Objects.requireNonNull(value, name);
            });
    return Map.copyOf(entries);
  }

  /**
   * Checks {@code least <= value <= most}.
   *
   * @param least the least value
   * @param most the greatest value
   * @param value the value to check
   * @param name the parameter, for the error
   * @return {@code value}
   * @throws IllegalArgumentException it is out of range
   */
  public static int between(int least, int most, int value, String name) {
    return (int) between((long) least, most, value, name);
  }

  /**
   * Checks {@code least <= value <= most}.
   *
   * @param least the least value
   * @param most the greatest value
   * @param value the value to check
   * @param name the parameter, for the error
   * @return {@code value}
   * @throws IllegalArgumentException it is out of range
   */
  public static long between(long least, long most, long value, String name) {
    Objects.requireNonNull(name, "name");
    if (value < least || value > most) {
      throw new BadOption(name, "expected %s, got %d".formatted(range(least, most), value));
    }
    return value;
  }

  /** Completes the sentence "expected …" for a number. */
  static String range(long least, long most) {
    return "a number from %d to %d".formatted(least, most);
  }
}
