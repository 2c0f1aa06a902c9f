package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.scapro.interop.Requirement;
import io.scapro.manual.Page.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The C of the manual compiles, with the headers of nanomsg and nng. */
class CBlocksIT {

  static Stream<Block> blocks() {
    return Page.manual().stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> block.language().equals("c"));
  }

  /** What the compiler says about {@code text}; empty: nothing. */
  private static String compile(String text) throws IOException {
    Process gcc =
        new ProcessBuilder("gcc", "-Wall", "-Werror", "-fsyntax-only", "-x", "c", "-")
            .redirectErrorStream(true)
            .start();
    gcc.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    gcc.getOutputStream().close();
    return new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void require() throws IOException {
    Requirement.program("gcc");
    String headers = "#include <nanomsg/nn.h>\n#include <nng/nng.h>\n";
    Requirement.that(compile(headers).isEmpty(), "libnanomsg-dev and libnng-dev");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void compiles(Block block) throws IOException {
    require();
    assertEquals("", compile(block.text()), block::toString);
  }

  @Test
  void findsWhatItLooksFor() throws IOException {
    require();
    assertNotEquals("", compile("int main(void) { return nn_socket(); }\n"));
  }
}
