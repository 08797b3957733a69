package org.tagline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Rules of architecture that hold in every module; each module's test applies them to itself. */
public final class HouseRules {

  private HouseRules() {}

  /** Reads this module's own classes, without tests and libraries. */
  public static JavaClasses ownClasses() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .withImportOption(new ImportOption.DoNotIncludeJars())
        .withImportOption(location -> location.contains(System.getProperty("user.dir")))
        .importPackages("org.tagline");
  }

  /** Refuses packages that depend on each other in a circle. */
  public static void noPackageCycles(JavaClasses module) {
    SlicesRuleDefinition.slices()
        .matching("org.tagline.(**)")
        .should()
        .beFreeOfCycles()
        .check(module);
  }

  /** Refuses a package whose {@code package-info.java} lacks {@link NullMarked}. */
  public static void everyPackageIsNullMarked(JavaClasses module) {
    classes().should(beInANullMarkedPackage()).check(module);
  }

  /**
   * Refuses dependencies against the order, and packages that are not in it.
   *
   * @param order package names below {@code org.tagline}; each may use those before it
   */
  public static void dependenciesFollow(List<String> order, JavaClasses module) {
    classes()
        .should()
        .resideInAnyPackage(order.stream().map(HouseRules::within).toArray(String[]::new))
        .check(module);
    for (int step = 0; step < order.size(); step++) {
      noClasses()
          .that()
          .resideInAPackage(within(order.get(step)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              order.stream().skip(step + 1L).map(HouseRules::within).toArray(String[]::new))
          .allowEmptyShould(true)
          .check(module);
    }
  }

  private static String within(String name) {
    return "org.tagline." + name;
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package with @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                type,
                type.getPackage().isAnnotatedWith(NullMarked.class),
                type.getPackageName() + " lacks a package-info.java with @NullMarked"));
      }
    };
  }
}
