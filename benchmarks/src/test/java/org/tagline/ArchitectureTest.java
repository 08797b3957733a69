package org.tagline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the architecture of module benchmarks, and the layout of the source files of all modules.
 */
class ArchitectureTest {
  private static final int MOST_FILES = 25;

  @Test
  void packagesHaveNoCycles() {
    HouseRules.noPackageCycles(HouseRules.ownClasses());
  }

  @Test
  void everyPackageIsNullMarked() {
    HouseRules.everyPackageIsNullMarked(HouseRules.ownClasses());
  }

  @Test
  void noFolderHoldsMoreThan25SourceFiles() throws IOException {
    Map<Path, Long> files =
        sources("main").stream()
            .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));

    assertThat(files).hasSizeGreaterThan(40);
    assertThat(files)
        .allSatisfy((folder, count) -> assertThat(count).isLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void noTwoTypesShareASimpleName() throws IOException {
    Map<String, List<Path>> byName =
        sources("main").stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(
                Collectors.groupingBy(
                    file -> file.getFileName().toString(), TreeMap::new, Collectors.toList()));

    assertThat(byName).hasSizeGreaterThan(400);
    assertThat(byName).allSatisfy((name, files) -> assertThat(files).hasSize(1));
  }

  /** Returns the Java files of every module. */
  private static List<Path> sources(String set) throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.filter(m -> Files.exists(m.resolve("pom.xml"))).toList()) {
        Path root = module.resolve("src").resolve(set).resolve("java");
        try (Stream<Path> files = Files.walk(root)) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
      }
    }
    return sources;
  }
}
