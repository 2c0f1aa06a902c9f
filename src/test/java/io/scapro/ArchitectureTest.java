package io.scapro;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The arrows between packages, which go one way.
 *
 * <pre>
 *   cli ──▶ verticle ──▶ protocol ──▶ io.scapro ◀── wire ◀── transport
 * </pre>
 */
class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.scapro");

  /** All that a protocol may see of Vert.x: futures, handlers, streams, buffers and options. */
  private static final Set<String> PURE =
      Set.of(
          "io.vertx.core.AsyncResult",
          "io.vertx.core.Completable",
          "io.vertx.core.Future",
          "io.vertx.core.Handler",
          "io.vertx.core.Promise",
          "io.vertx.core.Vertx",
          "io.vertx.core.buffer.Buffer",
          "io.vertx.core.json.JsonObject",
          "io.vertx.core.streams.Pipe",
          "io.vertx.core.streams.ReadStream",
          "io.vertx.core.streams.StreamBase",
          "io.vertx.core.streams.WriteStream");

  /** Who reaches below the public API of Vert.x: the event loop's host and what handles bytes. */
  private static final Set<String> BELOW =
      Set.of(
          "io.scapro.VertxHost",
          "io.scapro.transport.AcceptedTls",
          "io.scapro.transport.Batch",
          "io.scapro.transport.BodyBuf",
          "io.scapro.transport.EmptyTarget",
          "io.scapro.transport.HttpHeads",
          "io.scapro.transport.LengthFraming",
          "io.scapro.transport.LocalPeer",
          "io.scapro.transport.StreamHandler",
          "io.scapro.transport.StreamPipe",
          "io.scapro.transport.WebSocketClientHandler",
          "io.scapro.transport.WebSocketFraming",
          "io.scapro.transport.WebSocketServerHandler");

  private static DescribedPredicate<JavaClass> below() {
    return describe(
        "who may reach below the public API",
        type -> BELOW.contains(type.getName().replaceFirst("\\$.*", "")));
  }

  private static DescribedPredicate<JavaClass> impureVertx() {
    return describe(
        "Vert.x beyond futures, handlers, streams and buffers",
        type -> type.getPackageName().startsWith("io.vertx") && !PURE.contains(type.getName()));
  }

  private static void check(ArchRule rule) {
    rule.check(MAIN);
  }

  private static void neverDepends(String from, String... to) {
    check(
        noClasses()
            .that()
            .resideInAPackage(from)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(to));
  }

  @Test
  void theContractKnowsNobody() {
    neverDepends("io.scapro", "io.scapro.*..");
  }

  @Test
  void protocolsKnowTheContractOnly() {
    check(
        classes()
            .that()
            .resideInAPackage("io.scapro.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..", "org.jspecify..", "io.vertx..", "io.scapro", "io.scapro.protocol.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("io.scapro.protocol..")
            .should()
            .dependOnClassesThat(impureVertx()));
  }

  @Test
  void theWireKnowsTheContractAndBuffersOnly() {
    check(
        classes()
            .that()
            .resideInAPackage("io.scapro.wire..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "org.jspecify..",
                "io.vertx.core.buffer",
                "io.scapro",
                "io.scapro.wire.."));
  }

  @Test
  void transportsAndProtocolsNeverMeet() {
    neverDepends(
        "io.scapro.transport..", "io.scapro.protocol..", "io.scapro.verticle..", "io.scapro.cli..");
  }

  @Test
  void verticlesKnowNoTransport() {
    neverDepends(
        "io.scapro.verticle..", "io.scapro.transport..", "io.scapro.wire..", "io.scapro.cli..");
  }

  @Test
  void theCommandLineKnowsNoTransport() {
    neverDepends("io.scapro.cli..", "io.scapro.transport..", "io.scapro.wire..");
  }

  @Test
  void onlyOnePackageKnowsHazelcast() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.scapro.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster.."));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("io.scapro.(*)..").should().beFreeOfCycles());
  }

  @Test
  void nobodyUsesTheInsideOfVertx() {
    neverDepends("io.scapro..", "io.vertx..impl..");
  }

  @Test
  void onlyTheStreamPipeAndTheHostReachBelowThePublicApi() {
    check(
        noClasses()
            .that(DescribedPredicate.not(below()))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.core.internal..", "io.netty.."));
  }
}
