package org.tagline;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the architecture of module encoder: a library for transformers that knows no film. */
class ArchitectureTest {
  private static final JavaClasses MODULE = HouseRules.ownClasses();

  @Test
  void dependenciesFollowTheWayOfTheData() {
    HouseRules.dependenciesFollow(
        List.of(
            "safetensors",
            "text",
            "checkpoint",
            "engine",
            "encoder",
            "onnx",
            "base",
            "train.loss",
            "train",
            "train.cache",
            "train.method"),
        MODULE);
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
