package io.scapro.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A block of the docs below the path of a source file is a part of that file. */
class DocumentedSamplesTest {

  private static final Pattern BLOCK =
      Pattern.compile("<!-- (src/\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);

  @Test
  void showWhatIsCompiled() throws IOException {
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("docs/contexts.md")));
    int count = 0;
    while (blocks.find()) {
      count++;
      String source = withoutIndentation(Files.readString(Path.of(blocks.group(1))));
      String block = withoutIndentation(blocks.group(2));
      assertTrue(source.contains(block), () -> "not in its file: " + block);
    }
    assertEquals(3, count);
  }

  private static String withoutIndentation(String text) {
    return text.replaceAll("(?m)^ +", "").strip();
  }
}
