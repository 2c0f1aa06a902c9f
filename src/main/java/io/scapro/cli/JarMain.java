package io.scapro.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * {@code java -jar scapro-cli.jar COMMAND …}, for systems without a shell: starts {@link Main} with
 * the library beside this jar and the jars of the folder {@code lib}. {@code bin/scapro} starts
 * faster.
 */
// No Class-Path in the manifest: bin/scapro would load each jar there, and a tool needs few.
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

  private static void start(Set<URL> jars, String[] args) throws ReflectiveOperationException {
    ClassLoader loader =
        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    Class<?> main = loader.loadClass(Main.class.getName());
    try {
      main.getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Set<URL> jars(Path own, Path library) throws IOException {
    Set<URL> jars = new LinkedHashSet<>();
    jars.add(url(own));
    jars.add(url(library));
    // Where Maven builds, the libraries have a folder of their own.
    Path folder = own.resolveSibling("lib");
    Path libraries = Files.isDirectory(folder) ? folder : own.resolveSibling(".");
    addAll(jars, libraries);
    addAll(jars, libraries.resolve("server"));
    addAll(jars, libraries.resolve("cluster"));
    return jars;
  }

  private static void addAll(Set<URL> jars, Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
        for (Path jar : found) {
          jars.add(url(jar));
        }
      }
    }
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toAbsolutePath().normalize().toUri().toURL();
  }
}
