package io.scapro.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code java -jar scapro-cli.jar COMMAND …}, for systems without a shell: starts {@link Main} with
 * the library beside this jar and the jars of the folder {@code lib}. {@code bin/scapro} starts
 * faster.
 */
// No Class-Path in the manifest: bin/scapro would open each jar in it, and a tool needs few.
public final class JarMain {

  private JarMain() {}

  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    String own = System.getProperty("java.class.path", ""); // with -jar, this jar
    Path library = Path.of(own.replaceFirst("-cli[.]jar$", ".jar"));
    if (!Files.exists(library)) {
      System.err.println(
          "scapro: expected the library %s, got none; do: unpack the distribution, and start its lib/scapro-cli.jar"
              .formatted(library));
      System.exit(70);
    }
    start(jars(Path.of(own), library), args);
  }

  private static void start(Set<URI> jars, String[] args)
      throws IOException, ReflectiveOperationException {
    List<URL> urls = new ArrayList<>();
    for (URI jar : jars) {
      urls.add(jar.toURL());
    }
    ClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    Class<?> main = loader.loadClass(Main.class.getName());
    try {
      main.getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Set<URI> jars(Path own, Path library) throws IOException {
    Set<URI> jars = new LinkedHashSet<>();
    jars.add(uri(own));
    jars.add(uri(library));
    // In a Maven build, the libraries are in a separate folder.
    Path folder = own.resolveSibling("lib");
    Path libraries = Files.isDirectory(folder) ? folder : own.resolveSibling(".");
    addAll(jars, libraries);
    addAll(jars, libraries.resolve("server"));
    addAll(jars, libraries.resolve("cluster"));
    return jars;
  }

  private static void addAll(Set<URI> jars, Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
        for (Path jar : found) {
          jars.add(uri(jar));
        }
      }
    }
  }

  /** The same URI for all spellings of the path. */
  private static URI uri(Path jar) {
    return jar.toAbsolutePath().normalize().toUri();
  }
}
