package io.scapro;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An invalid value of an option, with the option's path, such as {@code endpoint.tls.trusted}. */
final class BadOption extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1L;

  private final String path;
  private final String problem;

  /**
   * @param path empty when the problem belongs to the options as a whole
   * @param problem such as "expected …, got …"
   */
  BadOption(String path, String problem, @Nullable Throwable cause) {
    super(path.isEmpty() ? problem : path + ": " + problem, cause);
    this.path = path;
    this.problem = problem;
  }

  BadOption(String path, String problem) {
    this(path, problem, null);
  }

  /** Adds {@code key} in front of the path of {@code failure}. */
  static BadOption at(String key, IllegalArgumentException failure) {
    if (!(failure instanceof BadOption bad)) {
      return new BadOption(key, String.valueOf(failure.getMessage()), failure);
    }
    return bad.path.isEmpty() || bad.path.equals(key)
        ? new BadOption(key, bad.problem, bad)
        : new BadOption(key + '.' + bad.path, bad.problem, bad);
  }
}
