package io.scapro.spi;

import io.scapro.Reason;
import io.scapro.SpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a password or secret that a configuration names by file. Errors tell the file, never what
 * is in it. Any thread; blocks as long as the file system does.
 */
public final class SecretFile {

  private SecretFile() {}

  /**
   * What is in {@code file}, without the white space at its end.
   *
   * @throws SpException FAILED: there is no such file, it cannot be read, or it is empty
   */
  public static byte[] read(String file) {
    Objects.requireNonNull(file, "file");
    byte[] text;
    try {
      text = Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw bad(file, "no such file", "write it there", e);
    } catch (IOException e) {
      throw bad(file, e.toString(), "let this process read it", e);
    }
    int end = text.length;
    while (end > 0 && Character.isWhitespace(text[end - 1])) {
      end--;
    }
    if (end == 0) {
      throw bad(file, "an empty file", "write it there", null);
    }
    return Arrays.copyOf(text, end);
  }

  private static SpException bad(
      String file, String got, String advice, @Nullable Throwable cause) {
    return new SpException(
        Reason.FAILED,
        "expected a secret in the file %s, got %s, do: %s".formatted(file, got, advice),
        cause);
  }
}
