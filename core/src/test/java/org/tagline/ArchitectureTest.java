package org.tagline;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the architecture of module core: from films to tags, in pure Java. */
class ArchitectureTest {
  private static final JavaClasses MODULE = HouseRules.ownClasses();

  @Test
  void dependenciesFollowTheWayOfTheData() {
    HouseRules.dependenciesFollow(
        List.of("dataset", "linear", "evaluate", "tagger", "learn", "audit", "compare"), MODULE);
  }

  @Test
  void packagesHaveNoCycles() {
    HouseRules.noPackageCycles(MODULE);
  }

  @Test
  void everyPackageIsNullMarked() {
    HouseRules.everyPackageIsNullMarked(MODULE);
  }

  @Test
  void coreKnowsNoDatabaseServerOrTerminal() {
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
        .check(MODULE);
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
        .check(MODULE);
  }

  @Test
  void coreLoadsNoNativeLibrary() {
    noClasses()
        .should(callMethod(System.class, "loadLibrary", String.class))
        .orShould(callMethod(System.class, "load", String.class))
        .check(MODULE);
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
}
