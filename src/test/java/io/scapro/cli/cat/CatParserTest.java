package io.scapro.cli.cat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.cat.engine.CatFailure;
import io.scapro.cli.cat.engine.CatSettings;
import io.scapro.cli.cat.engine.Format;
import io.scapro.cli.cat.engine.Streams;
import io.scapro.transport.TlsOptions;
import io.scapro.transport.TlsOptions.ClientAuth;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command lines of nanocat, nngcat and macat, and what they settle to. */
class CatParserTest {

  private static CatSettings parse(String line) {
    Streams streams =
        new Streams(
            new ByteArrayInputStream("from stdin".getBytes()),
            new ByteArrayOutputStream(),
            System.err);
    return CatFaces.parse(List.of(line.split(" ")), streams);
  }

  private static CatFailure refusal(String line) {
    return assertThrows(CatFailure.class, () -> parse(line));
  }

  private static List<String> urls(String line) {
    return parse(line).endpoints().stream().map(CatSettings.At::url).toList();
  }

  @Test
  void nanocatTakesLettersJoinedAndLongNamesCutShort() {
    CatSettings settings = parse("nanocat --req -vAl 5555 --connect=tcp://h:1 --dat hello");
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
  void aNameOfNanocatTellsTheProtocol() {
    assertEquals("push", parse("nn_push -l 1 -D x").protocol().name());
    assertEquals(
        "nn_push: Option nn_push (executable) requires at least one of the following options:",
        refusal("nn_push -l 1").getMessage().lines().findFirst().orElseThrow());
    assertEquals(
        "nn_sub: Option --pull conflicts with the following options:\n"
            + "    nn_sub (executable) ",
        refusal("nn_sub --pull -l 1").getMessage());
  }

  @Test
  void nngcatTakesValuesBehindAColon() {
    assertEquals(List.of("tcp://h:1"), urls("nngcat --pull --dial:tcp://h:1"));
  }

  @Test
  void macatTakesLettersJoinedWithTheirValue() {
    CatSettings settings = parse("macat --req -vAl=5555 -Dhello -i250ms");
    assertEquals(List.of(new CatSettings.At(false, "tcp://127.0.0.1:5555")), settings.endpoints());
    assertEquals(Buffer.buffer("hello"), settings.data());
    assertEquals(Duration.ofMillis(250), settings.interval());
  }

  @Test
  void bindsFirstExceptNngcat() {
    String line = " --pull -l 1 -L 2 -x a -X b";
    List<String> bound = List.of("tcp://127.0.0.1:2", "ipc://b", "tcp://127.0.0.1:1", "ipc://a");
    assertEquals(bound, urls("nanocat" + line));
    assertEquals(bound, urls("macat" + line));
    assertEquals(
        List.of("tcp://127.0.0.1:1", "tcp://127.0.0.1:2", "ipc:///a", "ipc:///b"),
        urls("nngcat" + line));
  }

  @Test
  void readsDataFromStandardInput() {
    for (String tool : List.of("nanocat", "nngcat", "macat")) {
      assertEquals(Buffer.buffer("from stdin"), parse(tool + " --push -l 1 -F -").data());
    }
  }

  /** A locale may lack characters of a name; a zero is one that every file system lacks. */
  @Test
  void aNameThatNoFileCanHaveIsThatOfNoFile() {
    for (String tool : List.of("nanocat", "nngcat", "macat")) {
      String text = refusal(tool + " --push -l 1 -F a\0b").getMessage();
      assertTrue(text.toLowerCase(Locale.ROOT).contains("no such file"), text);
    }
    String text = refusal("nngcat --push -l 1 -D x --cacert a\0b").getMessage();
    assertTrue(text.contains("No such file"), text);
  }

  @Test
  void knowsTimesOfEachKind() {
    CatSettings settings = parse("nanocat --req -l 1 -D x -i .25 --recv-timeout 1.5");
    assertEquals(Duration.ofMillis(250), settings.interval());
    assertEquals(Duration.ofMillis(1500), settings.receiveTimeout());
    assertEquals(Duration.ofSeconds(2), parse("nngcat --pub -l 1 -D x -i 2").interval());
    assertEquals(Duration.ofMillis(61_500), parse("macat --pub -l 1 -D x -i 1m1.5s").interval());
    assertEquals(Duration.ofSeconds(2), parse("macat --pub -l 1 -D x -d 2").delay());
  }

  @Test
  void subscribesToEverythingUnlessTold() {
    assertEquals(List.of(Buffer.buffer()), parse("nngcat --sub0 -l 1").topics());
    assertEquals(
        List.of(Buffer.buffer("a"), Buffer.buffer("b")),
        parse("nngcat --sub -l 1 --subscribe a --subscribe=b").topics());
  }

  @Test
  void countsWhatItSendsAndReceives() {
    assertEquals(1, parse("nanocat --push -l 1 -D x").sends());
    assertEquals(CatSettings.UNLIMITED, parse("nanocat --push -l 1 -D x -i 1").sends());
    assertEquals(3, parse("nngcat --push -l 1 -D x -C 3").sends());
    assertEquals(3, parse("nngcat --pull -l 1 -C 3").receives());
    assertEquals(3, parse("macat --push -l 1 -D x --count 3 -i 1").sends());
    assertEquals(CatSettings.UNLIMITED, parse("macat --pull -l 1 --count 3").receives());
  }

  @Test
  void oneFileMayHoldCertificateAndKey(@TempDir Path folder) throws Exception {
    Path pem = Files.writeString(folder.resolve("pem"), "x");
    for (String tool : List.of("nngcat", "macat")) {
      CatSettings settings =
          parse(tool + " --pull --bind tls+tcp://h:1 -E " + pem + " --cacert " + pem);
      assertEquals(
          List.of("" + pem), settings.endpointOptions().get(TlsOptions.class).getCertificates());
      assertEquals(List.of("" + pem), settings.endpointOptions().get(TlsOptions.class).getKeys());
      assertEquals(
          List.of("" + pem), settings.endpointOptions().get(TlsOptions.class).getTrusted());
      assertEquals(
          tool.equals("macat") ? ClientAuth.REQUIRED : ClientAuth.NONE,
          settings.endpointOptions().get(TlsOptions.class).getClientAuth());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nngcat -l 1|No protocol specified.",
        "nngcat --push --pull -l 1|Only one protocol may be specified.",
        "nngcat --pair1 -l 1 --compat|Protocol does not support --compat.",
        "nngcat --pull -l 1 --poly|Protocol does not support --poly.",
        "macat|macat: protocol not specified",
        "macat --pull --push|macat: protocol already selected",
        "macat --pull|macat: no address specified",
        "macat --pull --bind x|macat: invalid address format",
        "macat --pull -l 1 --subscribe a|macat: subscription only valid with SUB protocol",
        "macat --push -l 1 -D a -D b|macat: data or file already set",
        "macat --push -l 1|macat: no data to send",
        "macat --pull -A -Q|macat: output format already set",
        "macat --pull --format hex|macat: invalid format type: hex",
        "macat --pull -d x|macat: failure parsing option value: -d: value is not a duration",
        "macat --pull --bind tls+tcp://h:1|macat: no server cert specified",
        "macat --pull --connect wss://h:1|macat: no CA cert specified",
        "macat --pul|macat: no such option: --pul",
        "macat --pull --connect|macat: option requires value: --connect",
        "macat --pull -l 1 more|macat: usage: extra arguments",
        "macat --push -F /nowhere|macat: open /nowhere: no such file or directory",
      })
  void refusesWhatMakesNoSense(String line, String message) {
    CatFailure refusal = refusal(line);
    assertEquals(message, refusal.getMessage().lines().findFirst().orElseThrow());
    assertEquals(1, refusal.exit());
  }

  @Test
  void tellsAMissingFileByItsExitCode() {
    assertEquals(2, refusal("nanocat --push -l 1 -F /nowhere/at/all").exit());
    assertEquals(1, refusal("nngcat --push -l 1 -F /nowhere/at/all").exit());
  }

  @Test
  void helpsOnStandardOutput() {
    for (String line : List.of("nanocat --help", "nngcat -h", "macat -h")) {
      CatFailure help = refusal(line);
      assertEquals(true, help.isWanted());
      assertEquals(line.startsWith("nngcat") ? 1 : 0, help.exit());
    }
  }
}
