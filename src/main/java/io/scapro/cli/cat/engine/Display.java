package io.scapro.cli.cat.engine;

/**
 * What a tool shows besides the messages, for people.
 *
 * @param json whether a message is a line of JSON, with what is known about it
 * @param colours whether what is escaped is dimmed
 * @param progress whether a line on standard error tells how far it is
 * @param statistics whether a line on standard error tells at the end what was moved
 */
public record Display(boolean json, boolean colours, boolean progress, boolean statistics) {

  /** As the originals: messages and nothing else. */
  static final Display PLAIN = new Display(false, false, false, false);
}
