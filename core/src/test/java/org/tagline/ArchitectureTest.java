package org.tagline;

import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The way of the data is the direction of the dependencies. */
class ArchitectureTest {
  /** Each package may use those before it and none after it. */
  private static final List<String> WAY_OF_THE_DATA =
      List.of(
          "dataset",
          "text",
          "linear",
          "encoder",
          "train",
          "evaluate",
          "tagger",
          "audit",
          "compare");

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("org.tagline");

  static IntStream steps() {
    return IntStream.range(0, WAY_OF_THE_DATA.size());
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aStepKnowsNothingOfThoseAfterIt(int step) {
    String[] later =
        WAY_OF_THE_DATA.stream()
            .skip(step + 1L)
            .map(name -> "org.tagline." + name + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage("org.tagline." + WAY_OF_THE_DATA.get(step) + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later)
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void everyPackageIsAStepOfTheWay() {
    classes()
        .should()
        .resideInAnyPackage(
            WAY_OF_THE_DATA.stream()
                .map(name -> "org.tagline." + name + "..")
                .toArray(String[]::new))
        .check(CORE);
  }

  @Test
  void theCoreKnowsNothingOfDatabasesHttpOrTerminals() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "org.jdbi..",
            "picocli..",
            "me.tongfei..",
            "java.net.http..",
            "com.sun.net.httpserver..",
            "io.javalin..",
            "jakarta.servlet..")
        .orShould(dependOnClassesThat(JavaClass.Predicates.type(java.io.Console.class)))
        .check(CORE);
  }

  @Test
  void everyPackageSaysThatNullMustBeNamed() {
    classes().should(beInANullMarkedPackage()).check(CORE);
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package with @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type,
                marked,
                type.getPackageName() + " lacks a package-info.java with @NullMarked"));
      }
    };
  }
}
