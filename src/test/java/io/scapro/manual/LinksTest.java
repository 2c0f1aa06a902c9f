package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.manual.Page.Heading;
import io.scapro.manual.Page.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every relative link of a Markdown file leads to a file, and to an anchor that it has. */
class LinksTest {

  private static final Pattern LINK =
      Pattern.compile("]\\(<?([^)\\s>]+)>?(?: +\"[^\"]*\")?\\)|^ *\\[[^]]+]: +<?([^\\s>]+)>?");

  /** Anchors that the text sets by itself. */
  private static final Pattern SET = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");

  private final Map<Path, Set<String>> anchors = new HashMap<>();

  /** The anchor of a heading, as GitHub makes it; without the number of a repeated one. */
  private static String anchor(String heading) {
    return heading
        .replaceAll("!?\\[([^]]*)]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]", "")
        .replace(' ', '-');
  }

  private static Set<String> anchors(Page page) {
    Set<String> result = new HashSet<>();
    Map<String, Integer> times = new HashMap<>();
    for (Heading heading : page.headings()) {
      String anchor = anchor(heading.text());
      int time = times.merge(anchor, 1, Integer::sum) - 1;
      result.add(time == 0 ? anchor : anchor + "-" + time);
    }
    for (Line line : page.lines()) {
      SET.matcher(line.text()).results().forEach(each -> result.add(each.group(1)));
    }
    return result;
  }

  private boolean leadsSomewhere(Path from, String target) {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path folder = Objects.requireNonNullElse(from.getParent(), Path.of(""));
    Path to = file.isEmpty() ? from : folder.resolve(file).normalize();
    if (to.startsWith("..") || !(anchors.containsKey(to) || Files.exists(to))) {
      return false;
    }
    return hash < 0
        || !to.toString().endsWith(".md")
        || anchors
            .computeIfAbsent(to, each -> anchors(Page.of(each)))
            .contains(target.substring(hash + 1));
  }

  private static List<String> targets(Line line) {
    List<String> targets = new ArrayList<>();
    if (!line.fenced()) {
      Matcher links = LINK.matcher(line.text().replaceAll("`[^`]*`", "code"));
      while (links.find()) {
        String target = links.group(1) == null ? links.group(2) : links.group(1);
        if (!target.matches("[a-z]+:.*")) {
          targets.add(target);
        }
      }
    }
    return targets;
  }

  private List<String> broken(Page page) {
    List<String> broken = new ArrayList<>();
    for (Line line : page.lines()) {
      for (String target : targets(line)) {
        if (!leadsSomewhere(page.file(), target)) {
          broken.add("%s:%d links to %s".formatted(page.file(), line.number(), target));
        }
      }
    }
    return broken;
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> broken = Page.all().stream().flatMap(page -> broken(page).stream()).toList();
    assertEquals("", String.join("\n", broken), "links to nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "How a peer is admitted, how-a-peer-is-admitted",
    "`scapro run` and more: 2.5, scapro-run-and-more-25",
    "nanocat/nngcat & macat_x, nanocatnngcat--macat_x",
    "[A link](page) here, a-link-here"
  })
  void makesAnchorsAsGitHubDoes(String heading, String anchor) {
    assertEquals(anchor, anchor(heading));
  }

  @Test
  void findsWhatItLooksFor() {
    String text =
        """
        # Twice
        [a](#twice) [b](#twice-1) [c](tls%1$s) [d](https://example.org/x)
        ## Twice
        [e](#twice-2) [f](no%1$s) [g](tls%1$s#nothing) `[h](nothing)` [i](../../x)
        [j]: nothing.png
        """
            .formatted(".md");
    Page page = Page.of(Path.of("docs/some" + ".md"), text);
    anchors.put(page.file(), anchors(page));
    List<String> targets = page.lines().stream().flatMap(line -> targets(line).stream()).toList();
    assertEquals(8, targets.size(), targets::toString);
    assertEquals(
        List.of("#twice-2", "no" + ".md", "tls" + ".md#nothing", "../../x", "nothing.png"),
        targets.stream().filter(each -> !leadsSomewhere(page.file(), each)).toList());
    assertEquals(Set.of("twice", "twice-1"), anchors(page));
  }
}
