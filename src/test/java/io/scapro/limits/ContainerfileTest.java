package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Containerfile follows the rules of linters such as hadolint, which CI cannot install. */
class ContainerfileTest {

  private static final Set<String> KNOWN =
      Set.of("FROM", "ARG", "ADD", "COPY", "RUN", "USER", "WORKDIR", "ENTRYPOINT", "CMD");

  private static String text;
  private static List<String> instructions;

  @BeforeAll
  static void read() throws IOException {
    text = Files.readString(Path.of("Containerfile"));
    instructions =
        text.replace("\\\n", " ")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
  }

  /** What follows the only one, or the last one, of these instructions. */
  private static String last(String instruction) {
    return instructions.stream()
        .filter(line -> line.startsWith(instruction + ' '))
        .reduce((one, other) -> other)
        .orElseThrow(() -> new AssertionError("expected " + instruction))
        .substring(instruction.length() + 1);
  }

  @Test
  void hasNoUnknownInstruction() {
    for (String line : instructions) {
      assertTrue(KNOWN.contains(line.split(" ")[0]), line);
    }
  }

  @Test
  void pinsItsBase() {
    assertTrue(last("FROM").matches("docker[.]io/\\S+:\\d+([._]\\d+){3}-jre-\\w+"), last("FROM"));
  }

  @Test
  void runsAsAUserOtherThanRoot() {
    Matcher ids = Pattern.compile("(\\d+):(\\d+)").matcher(last("USER"));
    assertTrue(ids.matches(), last("USER"));
    assertFalse(ids.group(1).equals("0") || ids.group(2).equals("0"));
    List<String> after =
        instructions.subList(instructions.indexOf("USER " + last("USER")) + 1, instructions.size());
    assertTrue(after.stream().noneMatch(line -> line.startsWith("RUN ")), after::toString);
  }

  @Test
  void startsWithoutAShell() {
    assertTrue(last("ENTRYPOINT").matches("\\[\"/.*\"]"), last("ENTRYPOINT"));
    assertTrue(last("CMD").matches("\\[\".*\"]"), last("CMD"));
  }

  @Test
  void entersAnAbsoluteFolder() {
    assertTrue(last("WORKDIR").startsWith("/"), last("WORKDIR"));
  }

  /** ADD unpacks it; for all else there is COPY. */
  @Test
  void addsTheDistributionOnly() {
    assertEquals("target/scapro-${VERSION}.tar.gz /opt/", last("ADD"));
  }

  @Test
  void checksItsHealthOrSaysWhyNot() {
    assertTrue(text.contains("\nHEALTHCHECK ") || text.contains("\n# No HEALTHCHECK: "));
  }
}
