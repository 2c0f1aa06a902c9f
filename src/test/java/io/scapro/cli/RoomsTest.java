package io.scapro.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The arrows between the packages of the command line, which go one way.
 *
 * <pre>
 *   cli ──▶ bench, cat, device, docs, recording, run, top ──▶ common
 *                   cat ──▶ cat.engine,  top ──▶ run
 * </pre>
 */
class RoomsTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.scapro.cli");

  @ParameterizedTest
  @CsvSource({
    "bench, common",
    "cat, common cat.engine",
    "cat.engine, common",
    "device, common",
    "docs, common",
    "recording, common",
    "run, common",
    "top, common run",
    "common, ''"
  })
  void packagesKnowOnlyWhatTheyShare(String name, String known) {
    String[] allowed =
        Stream.of((name + " " + known).split(" "))
            .map(each -> "io.scapro.cli." + each)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("io.scapro.cli." + name)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.scapro.cli..").or(resideInAnyPackage(allowed)))
        .check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.scapro.(**)").should().beFreeOfCycles().check(MAIN);
  }
}
