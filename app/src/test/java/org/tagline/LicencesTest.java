package org.tagline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.cli.Main;

/** Checks the licences of everything that is distributed with Tagline. */
class LicencesTest {
  /** The runtime class path, written by the build; it has no test libraries. */
  private static final Path CLASS_PATH = Path.of("target/runtime-classpath");

  /** The line of a library in the list; its licences are on the lines that follow. */
  private static final Pattern LIBRARY =
      Pattern.compile("  - .* ([^: ]+):([^: ]+):(?:jar|bundle):([^: ]+)(:compile|:runtime)?");

  private static final Pattern LICENCE = Pattern.compile("    License: (.*?) *(\\(\\S*\\))?");

  private static final Pattern NATIVE_LIBRARY =
      Pattern.compile(".*/([^/]+?)(\\.\\d+)*\\.(so|dll|dylib|jnilib)(\\.\\d+)*");

  @Test
  void everyRuntimeLibraryIsListed() throws IOException {
    Set<String> libraries = licences().keySet();
    for (Path jar : jars()) {
      assertThat(libraries).as("an entry for %s", jar).anyMatch(library -> isOf(jar, library));
    }
  }

  @Test
  void everyListedLibraryHasAnAllowedLicence() throws IOException {
    Set<String> allowed = new HashSet<>(allowedLicences().values());
    licences()
        .forEach(
            (library, licences) -> assertThat(licences).as(library).containsAnyElementsOf(allowed));
  }

  @Test
  void theNoticeNamesTheLicenceChosenAmongSeveral() throws IOException {
    Set<String> allowed = new HashSet<>(allowedLicences().values());
    for (Map.Entry<String, Set<String>> library : licences().entrySet()) {
      if (library.getValue().size() > 1) {
        String group = library.getKey().split(":", -1)[0];
        Matcher line =
            Pattern.compile("\n  " + Pattern.quote(group) + " +(\\S+)\n")
                .matcher(resource("NOTICE"));
        assertThat(line.find()).as("a line of NOTICE for %s", group).isTrue();
        assertThat(line.group(1)).as(group).isIn(allowed).isIn(library.getValue());
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

  /**
   * Returns the licences of each {@code group:artifact:version} in the list, by SPDX identifier if
   * they are allowed, or else as the POM names them.
   */
  private static Map<String, Set<String>> licences() throws IOException {
    Map<String, String> allowed = allowedLicences();
    Map<String, Set<String>> licences = new TreeMap<>();
    Set<String> current = new TreeSet<>();
    for (String line : resource("DEPENDENCIES").lines().toList()) {
      Matcher library = LIBRARY.matcher(line);
      Matcher licence = LICENCE.matcher(line);
      if (library.matches()) {
        String coordinates = String.join(":", library.group(1), library.group(2), library.group(3));
        current = licences.computeIfAbsent(coordinates, key -> new TreeSet<>());
      } else if (licence.matches()) {
        current.add(allowed.getOrDefault(licence.group(1), licence.group(1)));
      } else {
        assertThat(line).doesNotStartWith(" ");
      }
    }
    assertThat(licences).hasSizeGreaterThan(20);
    return licences;
  }

  /** Returns the SPDX identifier of each name that an allowed licence has in POMs. */
  private static Map<String, String> allowedLicences() throws IOException {
    Map<String, String> identifiers = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("src/license/allowed-licences.txt"))) {
      if (!line.startsWith("#")) {
        List<String> names = List.of(line.split("\\|", -1));
        names.forEach(name -> identifiers.put(name, names.get(0)));
      }
    }
    return identifiers;
  }

  /**
   * Returns whether a jar is where Maven's local repository keeps {@code group:artifact:version}.
   */
  private static boolean isOf(Path jar, String library) {
    String[] coordinates = library.split(":", -1);
    Path folder = Path.of(coordinates[0].replace('.', '/'), coordinates[1], coordinates[2]);
    return Objects.requireNonNull(jar.getParent()).endsWith(folder);
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

  /** Returns the third-party jars of the runtime class path. */
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

  /** Reads a file of the application's own META-INF; other jars have files of that name too. */
  private static String resource(String name) throws IOException {
    URI classes =
        URI.create(Main.class.getProtectionDomain().getCodeSource().getLocation().toString());
    return Files.readString(Path.of(classes).resolve("META-INF").resolve(name));
  }
}
