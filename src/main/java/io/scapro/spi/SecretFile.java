package io.scapro.spi;

import io.scapro.Reason;
import io.scapro.SpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads a password or secret from a file. Errors name the file and never contain its content. May
 * be called from any thread; blocks during the file access.
 */
public final class SecretFile {

  private SecretFile() {}

  /**
   * {@return the content of a file, without white space at its end}
   *
   * @param file its path
   * @throws SpException FAILED: there is no such file, it cannot be read, or it is empty
   */
  public static byte[] read(String file) {
    Objects.requireNonNull(file, "file");
    byte[] text;
    try {
      text = Files.readAllBytes(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new SpException(Reason.FAILED, Failures.unreadable(file, e), e);
    }
    int end = text.length;
    while (end > 0 && Character.isWhitespace(text[end - 1])) {
      end--;
    }
    if (end == 0) {
      throw new SpException(
          Reason.FAILED,
          "expected a secret in the file %s, got an empty file; do: write the secret into the file"
              .formatted(file));
    }
    return Arrays.copyOf(text, end);
  }
}
