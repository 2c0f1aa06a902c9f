package io.scapro.cli.common;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The error text for a file that cannot be written. */
public final class Unwritable {

  private Unwritable() {}

  /** A text that says why {@code path} cannot be written; Vert.x has the reason in the cause. */
  public static String text(String path, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String got = String.valueOf(cause.getMessage());
    if (cause instanceof NoSuchFileException) {
      got = "no such folder; do: create the folder, or check the path";
    } else if (cause instanceof AccessDeniedException) {
      got = "access denied; do: give this process write permission";
    } else if (cause instanceof FileSystemException known && known.getReason() != null) {
      got = known.getReason();
    }
    return "expected a file that can be written, got %s: %s".formatted(path, got);
  }
}
