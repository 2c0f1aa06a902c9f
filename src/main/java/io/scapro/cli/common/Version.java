package io.scapro.cli.common;

import picocli.CommandLine.IVersionProvider;

/** The version of the program, as {@code --version} prints it. */
public final class Version implements IVersionProvider {

  /** {@code scapro VERSION}. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "scapro " + (version == null ? "(not packaged)" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}
