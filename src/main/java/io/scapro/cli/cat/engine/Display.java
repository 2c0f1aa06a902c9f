package io.scapro.cli.cat.engine;

/**
 * The output of a tool for people, in addition to the messages.
 *
 * @param json whether a message is printed as a line of JSON with its metadata
 * @param colours whether escape sequences are dimmed
 * @param progress whether to show a progress line on standard error
 * @param statistics whether to print totals on standard error at the end
 */
public record Display(boolean json, boolean colours, boolean progress, boolean statistics) {

  /** As the originals: only messages. */
  static final Display PLAIN = new Display(false, false, false, false);
}
