package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.repository.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The error texts that the page of reasons quotes as symptoms are texts of the library. */
class DocumentedErrorsTest {

  private static final Path PAGE = Path.of("docs/guides/reasons.md");
  private static final Pattern SYMPTOM =
      Pattern.compile("\\*\\*Symptom\\.\\*\\* (.*?)(?=\n\\* |\n\n)", Pattern.DOTALL);
  private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");

  /** What stands for a value of the case: NAME, N, an ellipsis. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\b[A-Z][A-Z_]*\\b|…");

  private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");

  /** Shorter pieces are words that prove nothing. */
  private static final int SHORTEST = 10;

  private static List<String> pieces(String page) {
    List<String> pieces = new ArrayList<>();
    Matcher symptoms = SYMPTOM.matcher(page);
    while (symptoms.find()) {
      Matcher quotes = QUOTE.matcher(symptoms.group(1));
      while (quotes.find()) {
        for (String piece : PLACEHOLDER.split(quotes.group(1).replaceAll("\\s+", " "))) {
          String text = piece.strip();
          if (text.length() >= SHORTEST && text.contains(" ")) {
            pieces.add(text);
          }
        }
      }
    }
    return pieces;
  }

  private static String source() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : SourceTree.files()) {
      if (file.startsWith("src/main/java")) {
        all.append(CONCATENATION.matcher(Files.readString(file)).replaceAll(""));
      }
    }
    return all.toString();
  }

  @Test
  void everySymptomIsATextOfTheLibrary() throws IOException {
    List<String> pieces = pieces(Files.readString(PAGE));
    assertTrue(pieces.size() > 20, pieces::toString);
    String source = source();
    String unknown =
        pieces.stream().filter(piece -> !source.contains(piece)).collect(Collectors.joining("\n"));
    assertEquals("", unknown, "texts of " + PAGE + " that the library does not have");
  }

  @Test
  void findsWhatItLooksFor() {
    assertEquals(
        List.of("expected a reply from", ", got the end of its connection", "the end of it all"),
        pieces(
            "* **Symptom.** `expected a reply from PEER, got the end of its connection`;\n  `the end\n  of it all`.\n* x"));
  }
}
