package io.scapro.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files of the repository say nothing of the machines that it was made on, and nothing of how
 * its text came about. Character classes keep the patterns from finding themselves.
 */
class PortableTextTest {

  private static final Pattern FOREIGN =
      Pattern.compile(
          Stream.of(
                  // Folders of machines.
                  "(?<![\\w./~$}*-])/(?:wor[k]|far[m]|roo[t]|tmp/[w])(?:/|$|(?=[\\s\"'`,;:)]))",
                  "(?<![\\w.~$}*-])/(?:hom[e]|User[s])/\\w+/",
                  // Mirrors of registries.
                  "https?://(?:[\\w.-]*\\.(?:interna[l]|cor[p]|la[n])|10\\.|192\\.168\\.)[\\w.:-]*",
                  "(?i)\\b(?:artifactor[y]|nexus[-.]|verdacci[o])",
                  // Authors and their work.
                  "(?i)\\b(?:claud[e]|anthropi[c]|chatgp[t]|opena[i]|copilo[t]|language"
                      + " mode[l])\\b",
                  "(?i)\\b(?:sub-?agen[t]|(?:this|last|next|previous|other|another|each)"
                      + " hel[p]er)s?\\b",
                  "(?i)\\b(?:this|last|next|previous|other|another|our) sessio[n]s?\\b",
                  "(?i)\\b(?:issu[e] #?\\d+|the (?:brie[f]|tas[k] says))\\b")
              .reduce((a, b) -> a + "|" + b)
              .orElseThrow());

  @Test
  void noFileTellsOfMachinesOrAuthors() {
    List<String> found =
        SourceTree.lines().stream()
            .filter(line -> FOREIGN.matcher(line.text()).find())
            .map(line -> line + " has " + line.text().strip())
            .toList();
    assertEquals("", String.join("\n", found), "lines that are about one machine or its users");
  }

  /** Without the bars, which keep the lines from being found. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "see /wo|rk/shared/x",
        "-f /fa|rm/pom.xml",
        "cd /ro|ot",
        "/tmp/|w/clone",
        "'/ho|me/somebody/x'",
        "http://1|0.1.2.3:8081/npm",
        "http://mirror.in|ternal/npm",
        "as the previous ses|sion found",
        "as another hel|per did",
        "for iss|ue 16",
      })
  void findsWhatItLooksFor(String text) {
    String joined = text.replace("|", "");
    assertTrue(FOREIGN.matcher(joined).find(), joined);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ws://host/worker",
        "target/work/x",
        "/roots",
        "a TLS session",
        "inproc://work",
        "$home/work/x",
        "/tmp/ws.sock"
      })
  void leavesTheRest(String text) {
    assertFalse(FOREIGN.matcher(text).find(), text);
  }
}
