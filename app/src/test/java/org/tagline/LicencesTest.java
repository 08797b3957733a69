package org.tagline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.cli.Main;

/** Every library that is distributed has its licence in the files that go with it. */
class LicencesTest {
  /** Written by the build: the runtime class path alone, without what only tests need. */
  private static final Path CLASS_PATH = Path.of("target/runtime-classpath");

  private static final Pattern NATIVE_LIBRARY =
      Pattern.compile(".*/([^/]+?)(\\.\\d+)*\\.(so|dll|dylib|jnilib)(\\.\\d+)*");

  @Test
  void everyRuntimeLibraryHasALicence() throws IOException {
    List<String> libraries =
        resource("THIRD-PARTY.txt").lines().filter(line -> line.matches("\\S+:\\S+:\\S+")).toList();
    assertThat(libraries).isNotEmpty();
    for (Path jar : jars()) {
      assertThat(libraries).as("an entry for %s", jar).anyMatch(library -> isOf(jar, library));
    }
  }

  @Test
  void everyEntryNamesAnAllowedLicence() throws IOException {
    List<String> allowed = Files.readAllLines(Path.of("src/license/allowed-licences.txt"));
    List<String> lines = resource("THIRD-PARTY.txt").lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("\\S+:\\S+:\\S+")) {
        String licences = lines.get(i + 1).replaceFirst(".*: ", "");
        assertThat(licences.split(" or ", -1)).as(lines.get(i)).containsAnyElementsOf(allowed);
      }
    }
  }

  @Test
  void theNoticeNamesEveryNativeLibrary() throws IOException {
    List<String> words = List.of(resource("NOTICE").split("[\\s,]+", -1));
    for (Path jar : jars()) {
      assertThat(words).as("native libraries in %s", jar).containsAll(nativeLibraries(jar));
    }
  }

  @Test
  void theNoticeNamesTheWeightsThatShip() throws IOException {
    for (BaseEncoder base : BaseEncoders.shipped()) {
      assertThat(resource("NOTICE"))
          .containsPattern("(?i)\n *" + Pattern.quote(base.id()) + " .* " + base.licence() + "\n");
    }
  }

  @Test
  void theLicenceIsInTheJar() throws IOException {
    assertThat(resource("LICENSE")).isEqualTo(Files.readString(Path.of("../LICENSE")));
  }

  /** Whether a jar lies where Maven's local repository keeps {@code group:artifact:version}. */
  private static boolean isOf(Path jar, String library) {
    String[] coordinates = library.split(":", -1);
    Path folder = Path.of(coordinates[0].replace('.', '/'), coordinates[1], coordinates[2]);
    return jar.getParent().endsWith(folder);
  }

  private static Set<String> nativeLibraries(Path jar) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      file.stream()
          .map(entry -> NATIVE_LIBRARY.matcher(entry.getName()))
          .filter(Matcher::matches)
          .forEach(library -> names.add(library.group(1)));
    }
    return names;
  }

  /** The third-party jars of the runtime class path. */
  private static List<Path> jars() throws IOException {
    List<Path> jars =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(Files.readString(CLASS_PATH).strip())
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .filter(jar -> !jar.getFileName().toString().startsWith("tagline-"))
            .toList();
    assertThat(jars).hasSizeGreaterThan(20);
    return jars;
  }

  /**
   * A file of META-INF beside the application's classes; other jars have files of that name too.
   */
  private static String resource(String name) throws IOException {
    URI classes =
        URI.create(Main.class.getProtectionDomain().getCodeSource().getLocation().toString());
    return Files.readString(Path.of(classes).resolve("META-INF").resolve(name));
  }
}
