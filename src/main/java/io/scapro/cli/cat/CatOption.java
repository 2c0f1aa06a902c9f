package io.scapro.cli.cat;

import io.scapro.cli.cat.engine.CatArguments;
import java.io.IOException;

/**
 * An option of a tool, for its parser and its help text.
 *
 * @param name its long name, without dashes
 * @param letter its short name; 0: none
 * @param label the name of its value; empty: it has no value
 * @param description empty: another name of the previous option
 * @param extra whether the original does not have the option. Then it cannot be abbreviated, so
 *     that abbreviations have the meaning of the original
 * @param effect applies the option
 */
public record CatOption(
    String name, char letter, String label, String description, boolean extra, Effect effect) {

  /** Applies an option to the arguments. */
  public interface Effect {
    /**
     * @param value empty if the option has none
     * @throws IOException the file of the option cannot be read
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

  /** This option, as an addition to those of the original. */
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
