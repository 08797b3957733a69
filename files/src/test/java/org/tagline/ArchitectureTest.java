package org.tagline;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the architecture of module files. */
class ArchitectureTest {
  private static final JavaClasses MODULE = HouseRules.ownClasses();

  @Test
  void dependenciesFollowTheWayOfTheData() {
    HouseRules.dependenciesFollow(List.of("files", "safetensors", "hyperparameter"), MODULE);
  }

  @Test
  void packagesHaveNoCycles() {
    HouseRules.noPackageCycles(MODULE);
  }

  @Test
  void everyPackageIsNullMarked() {
    HouseRules.everyPackageIsNullMarked(MODULE);
  }
}
