package io.scapro.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive of classes that {@code bin/scapro} keeps, so that the tools start fast. */
class LauncherIT {

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void install() throws IOException {
    home = folder.resolve("home");
    Launched.install(home);
    Files.createSymbolicLink(home.resolve("bin/nanocat"), Path.of("scapro"));
  }

  private Launched help(String... before) throws IOException {
    List<String> command = new ArrayList<>(List.of(before));
    command.add("env");
    command.add("XDG_CACHE_HOME=" + folder.resolve("cache"));
    command.add(home.resolve("bin/nanocat").toString());
    command.add("--help");
    return Launched.start(folder, command.toArray(String[]::new));
  }

  private void isHelpful(Launched run) throws Exception {
    assertEquals("Usage: nanocat [OPTION]...", run.line());
    assertEquals(0, run.end());
    assertEquals("", run.errors());
  }

  private void helps(String... before) throws Exception {
    try (Launched run = help(before)) {
      isHelpful(run);
    }
  }

  /** What is there of archives, in the installation or in the user's cache. */
  private static List<Path> archives(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(each -> each.toString().endsWith(".archive")).toList();
    }
  }

  private Path archive() throws IOException {
    List<Path> all = archives(home);
    assertEquals(1, all.size(), () -> "expected one archive, got " + all);
    return all.get(0);
  }

  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, "unix:ino,ctime").toString();
  }

  @Test
  void isMadeAtTheFirstUseAndLeftAloneAtTheSecond() throws Exception {
    helps();
    Object first = identity(archive());
    assertTrue(Files.size(archive()) > 0);
    helps();
    assertEquals(first, identity(archive()));
  }

  @Test
  void isWhatTheJvmTakesItsClassesFrom() throws Exception {
    List<String> ours = loaded("io.scapro.cli.cat.Nanocat ");
    assertEquals(1, ours.size());
    assertTrue(ours.get(0).contains("source: shared objects file"), ours.get(0));
  }

  @Test
  void startsToolsWithoutPicocli() throws Exception {
    assertEquals(List.of(), loaded(" picocli.CommandLine "));
  }

  /** What the JVM logs of the classes of that name that a start of nanocat loads. */
  private List<String> loaded(String name) throws Exception {
    helps();
    try (Launched run =
        Launched.start(
            folder,
            "env",
            "SCAPRO_JAVA_OPTS=-Xlog:class+load:file=" + folder.resolve("classes.log"),
            home.resolve("bin/nanocat").toString(),
            "--help")) {
      isHelpful(run);
    }
    try (Stream<String> lines = Files.lines(folder.resolve("classes.log"))) {
      return lines.filter(line -> line.contains(name)).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scapro.jar", "scapro-cli.jar"})
  void isMadeAgainForAnotherJarWhateverItsAge(String name) throws Exception {
    helps();
    Object first = identity(archive());
    Path jar = home.resolve("lib").resolve(name);
    Files.setLastModifiedTime(
        jar, FileTime.from(Files.getLastModifiedTime(jar).toInstant().minusSeconds(60)));
    helps();
    assertNotEquals(first, identity(archive()));
  }

  @Test
  void isMadeAgainForAnotherJdk() throws Exception {
    helps();
    Object first = identity(archive());
    Path stamp = Path.of(archive() + ".stamp");
    FileTime time = Files.getLastModifiedTime(stamp);
    Files.writeString(stamp, "another JDK\n");
    Files.setLastModifiedTime(stamp, time);
    helps();
    assertNotEquals(first, identity(archive()));
  }

  @Test
  void isNoneOfTheUsersBusinessWhenItIsBroken() throws Exception {
    helps();
    Path archive = archive();
    FileTime time = Files.getLastModifiedTime(archive);
    Files.delete(archive);
    Files.writeString(archive, "no archive at all");
    Files.setLastModifiedTime(archive, time);
    helps();
    assertEquals("no archive at all", Files.readString(archive));
  }

  @Test
  void isMadeOnceByManyFirstUses() throws Exception {
    List<Launched> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(help());
    }
    for (Launched each : all) {
      try (each) {
        isHelpful(each);
      }
    }
    assertTrue(Files.size(archive()) > 0);
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      assertFalse(files.anyMatch(file -> file.toString().matches(".*archive\\.\\d+.*")));
    }
  }

  @Test
  void isInTheUsersCacheWhereTheInstallationIsReadOnly() throws Exception {
    helps(readOnly());
    List<Path> cached = archives(folder.resolve("cache"));
    assertEquals(1, cached.size(), cached::toString);
    Object first = identity(cached.get(0));
    helps(readOnly());
    assertEquals(first, identity(cached.get(0)));
    assertEquals(List.of(), archives(home));
  }

  @Test
  void isDoneWithoutWhereNothingCanBeWritten() throws Exception {
    Files.writeString(folder.resolve("cache"), "no folder");
    helps(readOnly());
    assertEquals(List.of(), archives(home));
  }

  /** What to put before a command, so that it finds the installation read-only. */
  private String[] readOnly() throws IOException {
    Files.setPosixFilePermissions(
        home.resolve("lib"), PosixFilePermissions.fromString("r-xr-xr-x"));
    if (!Files.isWritable(home.resolve("lib"))) {
      return new String[0];
    }
    // Root may write what has no permission to be written, but not in a read-only mount.
    String mount = "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\"";
    String[] inMount = {"unshare", "-m", "sh", "-c", mount + " && exec \"$@\"", home.toString()};
    assumeTrue(mounts(inMount), "expected to be allowed to mount");
    return inMount;
  }

  private boolean mounts(String[] command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.add("true");
    try (Launched run = Launched.start(folder, words.toArray(String[]::new))) {
      return run.end() == 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
