package org.tagline;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Architecture rules of tagline-core: order of the packages, and no native or heavy libraries. */
class ArchitectureTest {
  /** Packages in the order of the data; each may depend only on earlier ones. */
  private static final List<String> PACKAGES =
      List.of(
          "files",
          "safetensors",
          "dataset",
          "linear",
          "evaluate",
          "tagger",
          "learn",
          "audit",
          "compare");

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("org.tagline");

  static IntStream positions() {
    return IntStream.range(0, PACKAGES.size());
  }

  @ParameterizedTest
  @MethodSource("positions")
  void aPackageDoesNotDependOnLaterOnes(int position) {
    String[] later =
        PACKAGES.stream()
            .skip(position + 1L)
            .map(name -> "org.tagline." + name + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage("org.tagline." + PACKAGES.get(position) + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later)
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void everyPackageIsInTheOrder() {
    classes()
        .should()
        .resideInAnyPackage(
            PACKAGES.stream().map(name -> "org.tagline." + name + "..").toArray(String[]::new))
        .check(CORE);
  }

  @Test
  void coreDoesNotUseDatabasesHttpOrTerminals() {
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

  /** These libraries are small: the class path of tagline-core stays under 10 MB. */
  @Test
  void coreUsesOnlySmallLibraries() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.tagline..",
            "com.fasterxml.jackson..",
            "de.bwaldvogel.liblinear..",
            "de.siegmar.fastcsv..",
            "org.jspecify.annotations..")
        .check(CORE);
  }

  @Test
  void coreDoesNotUseNativeLibraries() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco..", "ai.djl..", "ai.onnxruntime..")
        .orShould(callMethod(System.class, "loadLibrary", String.class))
        .orShould(callMethod(System.class, "load", String.class))
        .check(CORE);
  }

  @Test
  void noNativeLibraryIsOnTheClassPath() {
    for (String name :
        List.of(
            "org.bytedeco.javacpp.Loader",
            "org.bytedeco.pytorch.Tensor",
            "ai.djl.huggingface.tokenizers.HuggingFaceTokenizer")) {
      assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void everyPackageIsNullMarked() {
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
