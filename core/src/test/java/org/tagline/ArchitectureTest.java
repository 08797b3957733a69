package org.tagline;

import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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

  @Test
  void coreNeedsNoNativeLibrary() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco..", "ai.djl..", "ai.onnxruntime..")
        .check(MODULE);
  }
}
