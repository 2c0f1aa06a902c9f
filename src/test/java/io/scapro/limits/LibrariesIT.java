package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.suite.TestCa;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vert.x core with Netty is all that a user of the library must have. */
class LibrariesIT {

  private static final Pattern NEEDED =
      Pattern.compile("(vertx-core|netty-(?!tcnative)|jackson-core).*[.]jar");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://127.0.0.1:0",
        "tls+tcp://127.0.0.1:0",
        "ws://127.0.0.1:0/",
        "wss://127.0.0.1:0/",
        "ipc://FOLDER/socket",
        "inproc://name"
      })
  void carriesMessagesWithNothingElseOnTheClassPath(String url) throws Exception {
    TestCa.Issued own = new TestCa(folder, "authority").selfSigned("127.0.0.1");
    List<String> arguments =
        List.of(
            FewLibraries.class.getName(),
            url.replace("FOLDER", folder.toString()),
            own.certificate().toString(),
            own.key().toString());
    try (Child child = new Child("true", needed(), arguments)) {
      assertEquals("arrived", child.next().getString("got"));
    }
  }

  private static String needed() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(
            entry ->
                Files.isDirectory(entry)
                    || NEEDED.matcher(entry.getFileName().toString()).matches())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
