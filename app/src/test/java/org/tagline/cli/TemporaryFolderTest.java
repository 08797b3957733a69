package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs processes with temporary folders and caches of their own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the folders need POSIX permissions")
class TemporaryFolderTest {
  @TempDir Path folder;

  private record Outcome(int status, String text) {}

  @Test
  void nothingIsExtractedIntoTheTemporaryFolder() throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    assertThat(flags(temporary, folder.resolve("home")).status()).isZero();
    assertThat(names(temporary)).noneMatch(name -> name.startsWith("sqlite-"));
    Path cache = folder.resolve("cache/tagline/native");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
    assertThat(names(cache)).hasSize(2).contains("lock");
  }

  @Test
  void aPlantedLibraryIsReplaced() throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    flags(temporary, folder.resolve("home"));
    Path cache = folder.resolve("cache/tagline/native");
    String name = names(cache).stream().filter(n -> n.contains("sqlite")).findFirst().orElseThrow();
    byte[] library = Files.readAllBytes(cache.resolve(name));
    byte[] planted = library.clone();
    planted[100] ^= 1;
    Files.write(cache.resolve(name), planted);
    assertThat(flags(temporary, folder.resolve("home")).status()).isZero();
    assertThat(Files.readAllBytes(cache.resolve(name))).isEqualTo(library);
  }

  @Test
  void aFolderThatOthersCanWriteToIsNotUsed() throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Path cache = Files.createDirectories(folder.resolve("cache/tagline/native"));
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(flags(temporary, folder.resolve("home")).status()).isZero();
    assertThat(names(cache)).isEmpty();
    assertThat(names(temporary)).noneMatch(name -> name.startsWith("sqlite-"));
  }

  @Test
  void aMissingTemporaryFolderDoesNotMatterToTheCatalogue() throws Exception {
    assertThat(flags(folder.resolve("none"), folder.resolve("home")).status()).isZero();
  }

  private Outcome flags(Path temporary, Path home) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + temporary,
            "-Duser.home=/nonexistent",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "flags",
            "--home",
            home.toString());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), text);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
