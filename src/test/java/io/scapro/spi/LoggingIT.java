package io.scapro.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.Launched;
import io.vertx.core.spi.logging.LogDelegate;
import io.vertx.core.spi.logging.LogDelegateFactory;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The framework is what the class path has, or what a system property names, as for Vert.x. */
class LoggingIT {

  private static final String MESSAGE = "prices BIND_FAILED tcp://127.0.0.1:port: BAD_ADDRESS: ";

  @TempDir Path folder;

  /** What the application of that name and flags writes to standard error. */
  private String log(String framework, String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.add("-cp");
    command.add(classes(framework));
    command.add(LoggingApplication.class.getName());
    try (Launched application = Launched.start(folder, command.toArray(String[]::new))) {
      assertEquals(0, application.end());
      return application.errors();
    }
  }

  /** The class path of the tests with that framework and no other. */
  private static String classes(String framework) throws IOException {
    try (Stream<Path> frameworks = Files.list(Path.of("target/logging"))) {
      return Stream.concat(
              Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                  .filter(entry -> !entry.matches(".*/(slf4j|log4j)-[^/]*\\.jar")),
              frameworks
                  .filter(jar -> jar.getFileName().toString().startsWith(framework))
                  .map(Path::toString))
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static String line(String log) {
    List<String> lines = log.lines().filter(each -> each.contains(MESSAGE)).toList();
    assertEquals(1, lines.size(), () -> "lines in: " + log);
    return lines.get(0);
  }

  @Test
  void slf4jHasALoggerForEachSocket() throws Exception {
    String line = line(log("slf4j"));
    assertTrue(line.contains(" WARN io.scapro.prices - " + MESSAGE), line);
  }

  @Test
  void slf4jLevelsAreThoseOfTheSocket() throws Exception {
    String log = log("slf4j", "-Dorg.slf4j.simpleLogger.log.io.scapro.prices=error");
    assertFalse(log.contains(MESSAGE), log);
  }

  @Test
  void log4jHasALoggerForEachSocket() throws Exception {
    Path configuration =
        Files.writeString(
            folder.resolve("log4j2.xml"),
            """
            <Configuration>
              <Appenders>
                <Console name="errors" target="SYSTEM_ERR">
                  <PatternLayout pattern="%p %c - %m%n"/>
                </Console>
              </Appenders>
              <Loggers>
                <Root level="error"/>
                <Logger name="io.scapro.prices" level="warn">
                  <AppenderRef ref="errors"/>
                </Logger>
              </Loggers>
            </Configuration>
            """);
    String line = line(log("log4j", "-Dlog4j2.configurationFile=" + configuration));
    assertTrue(line.startsWith("WARN io.scapro.prices - " + MESSAGE), line);
  }

  @Test
  void javaLoggingPrintsTheLoggerAndNoClass() throws Exception {
    String log = log("none");
    assertEquals("WARNING: " + MESSAGE, line(log).substring(0, 9 + MESSAGE.length()));
    assertTrue(log.lines().anyMatch(each -> each.endsWith(" io.scapro.prices")), log);
    assertFalse(log.contains("io.scapro.core"), log);
  }

  @Test
  void aPropertyNamesAnyOtherFramework() throws Exception {
    String log = log("none", "-Dvertx.logger-delegate-factory-class-name=" + Own.class.getName());
    assertTrue(line(log).startsWith("own io.scapro.prices warn " + MESSAGE), log);
  }

  /** A framework of the application's own. */
  public static final class Own implements LogDelegateFactory {
    @Override
    public boolean isAvailable() {
      return true;
    }

    @Override
    public LogDelegate createDelegate(String name) {
      return (LogDelegate)
          Proxy.newProxyInstance(
              Own.class.getClassLoader(),
              new Class<?>[] {LogDelegate.class},
              (proxy, method, arguments) -> {
                if (arguments != null) {
                  System.err.println("own " + name + " " + method.getName() + " " + arguments[0]);
                }
                return method.getReturnType() == boolean.class ? true : null;
              });
    }
  }
}
