package org.tagline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that SECURITY.md names an existing test for each promise. */
class SecurityDocumentTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern TEST = Pattern.compile("`(\\w+)(?:#(\\w+))?`");

  @Test
  void everyPromiseNamesItsTest() throws IOException {
    List<String> promises = new ArrayList<>();
    String document = Files.readString(PROJECT.resolve("SECURITY.md"));
    for (String line : document.substring(document.indexOf("## Promises")).lines().toList()) {
      if (line.startsWith("| ") && !line.startsWith("| promise") && !line.startsWith("| ---")) {
        promises.add(line);
        String tests = line.substring(line.lastIndexOf('|', line.length() - 2));
        Matcher test = TEST.matcher(tests);
        assertThat(test.find()).as("a test for %s", line).isTrue();
        do {
          assertExists(test.group(1), test.group(2));
        } while (test.find());
      }
    }
    assertThat(promises).hasSizeGreaterThan(30);
  }

  private static void assertExists(String type, String method) throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.walk(PROJECT, 20)) {
      found =
          files
              .filter(file -> file.getFileName().toString().equals(type + ".java"))
              .filter(file -> file.toString().contains("src/test/java"))
              .toList();
    }
    assertThat(found).as("test %s", type).hasSize(1);
    if (method != null) {
      assertThat(Files.readString(found.get(0))).as(type).contains("void " + method + "(");
    }
  }
}
