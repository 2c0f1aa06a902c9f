package io.scapro.cli.cat;

import io.scapro.cli.cat.engine.CatArguments;
import java.io.IOException;

/**
 * An option of a tool: what a parser and a help text need of it.
 *
 * @param name its long name, without dashes
 * @param letter its short name; 0: none
 * @param label what its value is; empty: it has none
 * @param description empty: another name of the option before
 * @param extra whether the original does not have it: then it cannot be abbreviated, so that
 *     abbreviations mean what they mean there
 * @param effect what it means
 */
public record CatOption(
    String name, char letter, String label, String description, boolean extra, Effect effect) {

  /** What an option means. */
  public interface Effect {
    /**
     * @param value empty where the option has none
     * @throws IOException a file that it names cannot be read
     */
    void apply(CatArguments arguments, String value) throws IOException;
  }

  static CatOption flag(String name, char letter, String description, Effect effect) {
    return new CatOption(name, letter, "", description, false, effect);
  }

  static CatOption value(
      String name, char letter, String label, String description, Effect effect) {
    return new CatOption(name, letter, label, description, false, effect);
  }

  /** This one, as an addition to what the original has. */
  CatOption asExtra() {
    return new CatOption(name, letter, label, description, true, effect);
  }

  boolean hasValue() {
    return !label.isEmpty();
  }

  /** {@code --name VALUE, -n}. */
  public String usage() {
    return "--" + name + (letter == 0 ? "" : ", -" + letter) + (hasValue() ? " " + label : "");
  }
}
