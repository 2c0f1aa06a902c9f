package io.scapro.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command lines of nanocat and nngcat, and what they settle to. */
class CatParserTest {

  private static CatSettings parse(Face face, String line) {
    CatArguments arguments =
        new CatArguments(face, new ByteArrayInputStream("from stdin".getBytes()));
    return FaceCommand.parse(face, List.of(line.split(" ")), arguments);
  }

  private static CatFailure refusal(Face face, String line) {
    return assertThrows(CatFailure.class, () -> parse(face, line));
  }

  @Test
  void takesLettersJoinedAndLongNamesCutShort() {
    CatSettings settings = parse(Face.NANOCAT, "--req -vAl 5555 --connect=tcp://h:1 --dat hello");
    assertEquals("req", settings.protocol().name());
    assertEquals(Format.ASCII, settings.format());
    assertEquals(Buffer.buffer("hello"), settings.data());
    assertEquals(
        List.of(
            new CatSettings.At(false, "tcp://127.0.0.1:5555"),
            new CatSettings.At(false, "tcp://h:1")),
        settings.endpoints());
  }

  @Test
  void bindsFirstAsNanocatAndInOrderAsNngcat() {
    String line = "--pull -l 1 -L 2 -x a -X b";
    assertEquals(
        List.of("tcp://127.0.0.1:2", "ipc://b", "tcp://127.0.0.1:1", "ipc://a"),
        parse(Face.NANOCAT, line).endpoints().stream().map(CatSettings.At::url).toList());
    assertEquals(
        List.of("tcp://127.0.0.1:1", "tcp://127.0.0.1:2", "ipc://a", "ipc://b"),
        parse(Face.NNGCAT, line).endpoints().stream().map(CatSettings.At::url).toList());
  }

  @Test
  void readsDataFromStandardInput() {
    assertEquals(Buffer.buffer("from stdin"), parse(Face.NANOCAT, "--push -l 1 -F -").data());
  }

  @Test
  void takesFractionsOfSecondsButForNngcat() {
    CatSettings settings = parse(Face.NANOCAT, "--push -l 1 -D x -i 0.25 --send-timeout 1.5");
    assertEquals(Duration.ofMillis(250), settings.interval());
    assertEquals(Duration.ofMillis(1500), settings.sendTimeout());
    assertEquals(
        "nngcat: Integer argument expected.",
        refusal(Face.NNGCAT, "--push -l 1 -D x -i 0.25").getMessage());
  }

  @Test
  void subscribesToEverythingUnlessTold() {
    assertEquals(List.of(Buffer.buffer()), parse(Face.NNGCAT, "--sub0 -l 1").topics());
    assertEquals(
        List.of(Buffer.buffer("a"), Buffer.buffer("b")),
        parse(Face.NNGCAT, "--sub -l 1 --subscribe a --subscribe=b").topics());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-l 1|No protocol specified.",
        "--push --pull -l 1|Only one protocol may be specified.",
        "--pull|No address specified.",
        "--pull -l 65536|Integer argument too large.",
        "--pull -A -Q -l 1|Format may be specified only once.",
        "--push -l 1|Protocol requires either --file or --data.",
        "--push -l 1 -D a -D b|Data (--file, --data) may be specified only once.",
        "--pull -l 1 -D a|Protocol does not support --file or --data.",
        "--pub -l 1 -D a -A|Protocol does not support --format options.",
        "--pull -l 1 --subscribe a|Protocol does not support --subscribe.",
        "--pair -l 1 -i 1|Option --interval requires either --file or --data.",
      })
  void refusesWhatMakesNoSense(String line, String message) {
    CatFailure refusal = refusal(Face.NNGCAT, line);
    assertEquals("nngcat: " + message, refusal.getMessage());
    assertEquals(1, refusal.exit());
  }

  @Test
  void tellsAMissingFileByItsExitCode() {
    assertEquals(2, refusal(Face.NANOCAT, "--push -l 1 -F /nowhere/at/all").exit());
    assertEquals(1, refusal(Face.NNGCAT, "--push -l 1 -F /nowhere/at/all").exit());
  }
}
