package io.scapro.cli.cat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.cli.cat.engine.CatFailure;
import io.scapro.cli.cat.engine.CatSettings;
import io.scapro.cli.cat.engine.Streams;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Command lines of nanocat, nngcat and macat, a word in a line: settings, or a text and a code. */
class ToolCommandLineFuzzTest {

  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  @FuzzTest
  void nngcat(byte[] data) {
    List<String> words = words("nngcat", data);
    String result = result(words);
    // A long option takes its value behind = or :, with the same effect.
    List<String> options = words.subList(1, words.size());
    if (options.stream().allMatch(word -> word.matches("(?s)--[a-z0-9-]+=.*"))) {
      List<String> colons = new ArrayList<>(words.subList(0, 1));
      options.forEach(word -> colons.add(word.replaceFirst("=", ":")));
      assertEquals(withoutWord(result), withoutWord(result(colons)));
    }
  }

  private static String withoutWord(String result) {
    return result.replaceFirst("(?s)Option .*", "Option");
  }

  @FuzzTest
  void nanocat(byte[] data) {
    result(words("nanocat", data));
    for (String name : List.of("nn_req", "nn_sub", "nn_bus")) {
      result(words(name, data));
    }
  }

  @FuzzTest
  void macat(byte[] data) {
    result(words("macat", data));
  }

  private static List<String> words(String tool, byte[] data) {
    List<String> words = new ArrayList<>(List.of(tool));
    String text = new String(data, StandardCharsets.UTF_8);
    text.lines().filter(word -> !isFile(word)).forEach(words::add);
    return words;
  }

  /** Files of the machine that never end, or differ. */
  private static boolean isFile(String word) {
    return word.contains("/dev") || word.contains("/proc") || word.contains("/sys");
  }

  private static String result(List<String> words) {
    Streams streams =
        new Streams(InputStream.nullInputStream(), OutputStream.nullOutputStream(), NOWHERE);
    try {
      CatSettings settings = CatFaces.parse(words, streams);
      assertFalse(settings.endpoints().isEmpty());
      assertFalse(settings.topics().isEmpty());
      assertTrue(settings.sends() >= 0 && settings.receives() > 0);
      assertFalse(settings.delay().isNegative());
      assertEquals(CatSettings.Role.of(settings.protocol().name()), settings.role());
      return settings.toString();
    } catch (CatFailure failure) {
      assertTrue(failure.exit() >= 0 && failure.exit() <= 255);
      assertTrue(failure.isWanted() || failure.exit() != 0, failure.getMessage());
      assertFalse(failure.getMessage().isBlank());
      boolean given = words.stream().anyMatch(word -> word.contains("java"));
      assertTrue(given || !failure.getMessage().contains("java."), failure.getMessage());
      return failure.exit() + " " + failure.getMessage();
    }
  }
}
