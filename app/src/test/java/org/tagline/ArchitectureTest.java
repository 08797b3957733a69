package org.tagline;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** Holds the direction of this module's dependencies, as ARCHITECTURE.md draws them. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.tagline");

  @Test
  void theClassesOfAllModulesAreExamined() {
    assertThat(CLASSES.containPackage("org.tagline.dataset")).isTrue();
    assertThat(CLASSES.containPackage("org.tagline.engine")).isTrue();
    assertThat(CLASSES.containPackage("org.tagline.cli")).isTrue();
  }

  @Test
  void dependenciesPointOneWay() {
    HouseRules.dependenciesFollow(
        List.of(
            "hub",
            "catalogue.format",
            "catalogue.database",
            "catalogue",
            "render",
            "comparison",
            "report",
            "server.http",
            "server.queue",
            "server",
            "cli.console",
            "cli.option",
            "cli"),
        HouseRules.ownClasses());
  }

  @Test
  void packagesHaveNoCycles() {
    HouseRules.noPackageCycles(HouseRules.ownClasses());
  }

  @Test
  void everyPackageIsNullMarked() {
    HouseRules.everyPackageIsNullMarked(HouseRules.ownClasses());
  }

  @Test
  void nothingDependsOnTheCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.tagline.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.tagline.cli..")
        .check(CLASSES);
  }

  @Test
  void theCatalogueUsesOnlyTheDatasetAndFiles() {
    noClasses()
        .that()
        .resideInAPackage("org.tagline.catalogue..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.tagline..")
                .and(
                    resideOutsideOfPackages(
                        "org.tagline.catalogue..", "org.tagline.dataset..", "org.tagline.files..")))
        .check(CLASSES);
  }

  @Test
  void fileFormatsKnowNothingOfTheDatabase() {
    noClasses()
        .that()
        .resideInAPackage("org.tagline.catalogue.format..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.tagline.catalogue", "org.tagline.catalogue.database", "java.sql..", "org.jdbi..")
        .check(CLASSES);
  }

  @Test
  void onlyTheCatalogueTalksToDatabases() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.tagline.catalogue..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi..", "com.zaxxer..", "org.flywaydb..", "org.sqlite..")
        .check(CLASSES);
  }

  @Test
  void coreKnowsNeitherDatabasesNorTerminals() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.tagline.catalogue..", "org.tagline.cli..", "org.tagline.server..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.jdbi..", "picocli..", "me.tongfei..")
        .check(CLASSES);
  }

  @Test
  void aCommandIsAFileOfItsOwnNamedForIt() {
    classes()
        .that()
        .areAnnotatedWith(Command.class)
        .and()
        .doNotHaveSimpleName("Main")
        .should()
        .haveSimpleNameEndingWith("Command")
        .andShould()
        .beAssignableTo(Callable.class)
        .andShould()
        .resideInAPackage("org.tagline.cli")
        .check(CLASSES);
  }
}
