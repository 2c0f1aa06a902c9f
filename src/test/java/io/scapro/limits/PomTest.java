package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What a public repository asks of pom.xml. */
class PomTest {

  private static final Path POM = Path.of("pom.xml");

  private static Document pom;

  @BeforeAll
  static void read() throws Exception {
    pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(POM.toFile());
  }

  private static String at(String path) throws Exception {
    XPath xpath = XPathFactory.newInstance().newXPath();
    return xpath.evaluate("/project/" + path, pom).strip();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "groupId",
        "artifactId",
        "version",
        "name",
        "description",
        "url",
        "inceptionYear",
        "licenses/license/name",
        "licenses/license/url",
        "developers/developer/name",
        "developers/developer/url",
        "scm/connection",
        "scm/developerConnection",
        "scm/url"
      })
  void hasWhatRepositoriesAskFor(String element) throws Exception {
    assertFalse(at(element).isEmpty(), "expected " + element + " in " + POM);
  }

  @Test
  void namesTheDevelopersTogether() throws Exception {
    assertEquals("the Scapro developers", at("developers/developer/name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url",
        "developers/developer/url",
        "scm/connection",
        "scm/developerConnection",
        "scm/url"
      })
  void hasItsHomeFromTheProperty(String element) throws Exception {
    assertTrue(at(element).contains("${project.home}"), at(element));
  }

  @Test
  void isTheOnlyFileWithTheHomeOfTheProject() throws Exception {
    String home = at("properties/project.home");
    List<Path> found = new ArrayList<>();
    for (Path file : sources()) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      if (text.contains(home)) {
        found.add(file);
      }
    }
    assertEquals(List.of(POM), found, "files that name " + home);
  }

  private static List<Path> sources() throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> top = Files.list(Path.of(""))) {
      for (Path each : top.toList()) {
        if (!each.toString().matches("target|[.]git|node_modules")) {
          try (Stream<Path> files = Files.walk(each)) {
            files
                .filter(Files::isRegularFile)
                .filter(file -> !file.toString().matches(".*/(target|node_modules)/.*"))
                .forEach(all::add);
          }
        }
      }
    }
    return all;
  }
}
