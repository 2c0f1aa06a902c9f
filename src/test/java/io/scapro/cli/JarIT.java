package io.scapro.cli;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The packaged jar. */
class JarIT {

  /** {@code java -jar} has no class path beside the jar, and the commands need libraries. */
  @Test
  void doesNotClaimToBeAProgram() throws IOException {
    try (JarFile jar = new JarFile("target/scapro.jar")) {
      assertNull(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS));
    }
  }
}
