package io.scapro.cli.cat;

import io.scapro.cli.cat.engine.CatArguments;
import io.scapro.cli.cat.engine.CatFailure;
import io.scapro.cli.cat.engine.CatProgram;
import io.scapro.cli.cat.engine.CatSettings;
import io.scapro.cli.cat.engine.Face;
import io.scapro.cli.cat.engine.Streams;
import java.util.List;
import java.util.Map;

/** The drop-in tools by the names under which they can be started. */
public final class CatFaces {

  private static final Map<String, Face> FACES =
      Map.of("nanocat", Face.NANOCAT, "nngcat", Face.NNGCAT, "macat", Face.MACAT);

  private CatFaces() {}

  /** Whether {@code name} is one of the tools; nanocat has a name for each protocol. */
  public static boolean isFace(String name) {
    return FACES.containsKey(name) || name.startsWith("nn_");
  }

  /**
   * @param words its name, then its arguments
   * @return the exit code
   */
  public static int execute(Streams streams, List<String> words) throws InterruptedException {
    return CatProgram.run(() -> parse(words, streams), streams);
  }

  /**
   * @throws CatFailure a wrong command line, or a request for help
   */
  static CatSettings parse(List<String> words, Streams streams) {
    String name = words.get(0);
    List<String> rest = words.subList(1, words.size());
    Face face = FACES.getOrDefault(name, Face.NANOCAT);
    CatArguments arguments = new CatArguments(face, streams.in());
    return switch (face) {
      case NNGCAT -> Nngcat.parse(rest, arguments);
      case MACAT -> Macat.parse(rest, arguments);
      default -> Nanocat.parse(name, rest, arguments);
    };
  }
}
