package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the launcher script in a repository of its own, with stand-ins for Maven and Java. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      case $1 in
        -version) echo 'openjdk version "%s"' >&2 ;;
        -XX:ArchiveClassesAtExit=*) ;;
        *) for word in "$@"; do echo "$word"; done ;;
      esac
      """;

  /** Prints all words, then starts a real Java with those that are options. */
  private static final String STARTED_JAVA =
      """
      #!/bin/sh
      case " $* " in
        *" -version "*) exec '%1$s' "$@" ;;
        *ArchiveClassesAtExit*) exit ;;
      esac
      for word in "$@"; do echo "$word"; done
      [ -z "${NOT_STARTED:-}" ] || exit 0
      # Moves the options behind the class path and the command, and drops these.
      left=$#
      while [ "$1" != -cp ]; do
        set -- "$@" "$1"
        shift
        left=$((left - 1))
      done
      shift $left
      exec '%1$s' "$@" -version
      """;

  private static final List<String> MODULES =
      List.of("files", "encoder", "core", "finetune", "app");

  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >> builds
      sleep 0.3
      for module in files encoder core finetune app; do
        mkdir -p $module/target
        echo jar > $module/target/tagline-$module-1.jar
        echo jar > $module/target/tagline-$module-1-tests.jar
      done
      mkdir -p app/target/lib
      echo jar > app/target/lib/library-2.jar
      for file in LICENSE NOTICE DEPENDENCIES; do echo licence > app/target/lib/$file; done
      """;

  @TempDir Path folder;

  private Path repository;
  private Path tools;

  @BeforeEach
  void layOut() throws IOException {
    repository = Files.createDirectories(folder.resolve("my films/repo"));
    tools = Files.createDirectories(folder.resolve("tools"));
    Files.copy(Path.of("../tagline"), repository.resolve("tagline"));
    Path options = repository.resolve("app/src/launcher/java-options");
    Files.createDirectories(options.resolveSibling("."));
    Files.copy(Path.of("src/launcher/java-options"), options);
    age(Files.writeString(repository.resolve("pom.xml"), "x"), -100);
    age(Files.writeString(repository.resolve("NOTICE"), "x"), -100);
    age(Files.createDirectories(repository.resolve("app/src/license")), -100);
    for (String module : MODULES) {
      Path sources = Files.createDirectories(repository.resolve(module).resolve("src/main"));
      age(Files.writeString(repository.resolve(module).resolve("pom.xml"), "x"), -100);
      age(Files.writeString(sources.resolve("A.java"), "x"), -100);
      age(sources, -100);
    }
    tool("java", JAVA.formatted("17.0.15"));
    tool("mvn", MAVEN);
  }

  @Test
  void buildsTheFirstTimeWithAMessage() throws Exception {
    Run run = launch("--help");
    assertThat(run.status()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "tagline: building; the first time takes some minutes, because libraries are downloaded\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void passesTheArgumentsOnUnchanged() throws Exception {
    Run run = launch("import", "two words.csv", "*", "$HOME", "");
    assertThat(run.out()).endsWith("org.tagline.cli.Main\nimport\ntwo words.csv\n*\n$HOME\n\n");
  }

  @Test
  void runsFromTheBuildsOwnFolder() throws Exception {
    List<String> words = launch("--help").out().lines().toList();
    Path application = Path.of(words.get(words.indexOf("-cp") + 1));
    assertThat(application).isRegularFile().hasFileName("tagline-app-1.jar");
    assertThat(application.resolveSibling(".").toFile().list())
        .containsExactlyInAnyOrder(
            "tagline-files-1.jar",
            "tagline-encoder-1.jar",
            "tagline-core-1.jar",
            "tagline-finetune-1.jar",
            "tagline-app-1.jar",
            "library-2.jar",
            "LICENSE",
            "NOTICE",
            "DEPENDENCIES");
  }

  @Test
  void doesNotBuildAgainWithoutAChange() throws Exception {
    launch("--help");
    assertThat(launch("--help").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceChanges() throws Exception {
    launch("--help");
    age(repository.resolve("core/src/main/A.java"), 10);
    assertThat(launch("--help").err()).isEqualTo("tagline: building, because sources changed\n");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void buildsAgainWhenASourceIsRemoved() throws Exception {
    launch("--help");
    Files.delete(repository.resolve("app/src/main/A.java"));
    age(repository.resolve("app/src/main"), 10);
    launch("--help");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void twoLaunchersBuildOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start(Map.of(), "./tagline", "--help"));
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void twoLaunchersBuildOnceWithoutFlockToo() throws Exception {
    String path = tools + ":" + toolsWithoutFlock();
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start(Map.of("PATH", path), "./tagline", "--help"));
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aFailedBuildPrintsTheReasonAndIsTriedAgain() throws Exception {
    tool("mvn", "#!/bin/sh\necho 'cannot find symbol'\nexit 1\n");
    Run run = launch("--help");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("cannot find symbol", "tagline: the build failed");
    tool("mvn", MAVEN);
    assertThat(launch("--help").status()).isZero();
  }

  @Test
  void aMissingMavenIsReportedInASentence() throws Exception {
    Files.delete(tools.resolve("mvn"));
    Run run = new Runner(Map.of("PATH", tools + ":" + toolsWithoutFlock())).run("--help");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("tagline: Maven is missing").hasLineCount(1);
  }

  @Test
  void anOldJavaIsReportedInASentence() throws Exception {
    tool("java", JAVA.formatted("1.8.0_412"));
    Run run = launch("--help");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("tagline: Java 1 is too old; install a JDK 17")
        .hasLineCount(1);
  }

  @Test
  void takesTheJavaOfJavaHome() throws Exception {
    Files.createDirectories(folder.resolve("a jdk/bin"));
    Path java = folder.resolve("a jdk/bin/java");
    script(java, JAVA.formatted("25") + "echo from home\n");
    Run run = new Runner(Map.of("JAVA_HOME", folder.resolve("a jdk").toString())).run("--help");
    assertThat(run.out()).endsWith("from home\n");
  }

  @Test
  void longCommandsUseBothCompilersAndShortOnesStartFast() throws Exception {
    assertThat(launch("train").out()).doesNotContain("TieredStopAtLevel");
    assertThat(launch("explore").out()).contains("-XX:TieredStopAtLevel=1\n");
  }

  @Test
  void javaOptionsOfTheUserComeLast() throws Exception {
    Run run = new Runner(Map.of("TAGLINE_JAVA_OPTS", "-Xmx1g -Dx=y")).run("--help");
    assertThat(run.out()).contains("\n-Xmx1g\n-Dx=y\n-cp\n");
  }

  @ParameterizedTest
  @CsvSource({
    "-Xmx16m,                    -Xms32m",
    "-XX:MaxHeapSize=20m,        -Xms32m",
    "-XX:+UseG1GC,               -XX:+UseSerialGC",
    "-XX:+UseParallelGC -Xmx24m, -XX:+UseSerialGC -Xms32m",
    "-XX:MinHeapFreeRatio=60,    -XX:MaxHeapFreeRatio=40",
    "-Xmx1g -XX:-TieredCompilation, ''",
    "-Xint -Dx=y,                ''",
  })
  void ownOptionsGiveWayToContradictingOnesOfTheUser(String user, String leftOut) throws Exception {
    tool("java", STARTED_JAVA.formatted(realJava()));
    List<String> own =
        List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms32m", "-XX:MaxHeapFreeRatio=40");

    for (String variable : List.of("TAGLINE_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")) {
      Run run = new Runner(Map.of(variable, user)).run("explore");

      assertThat(run.status()).as(run.err()).isZero();
      List<String> kept = new ArrayList<>(own);
      kept.removeAll(List.of(leftOut.split(" ")));
      assertThat(run.out().lines().filter(own::contains)).as(variable).isEqualTo(kept);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-Xmx1m,             Too small maximum heap",
    "-XX:NoSuchOption,   Unrecognized VM option 'NoSuchOption'",
    "-Xmx999999999m,     Could not reserve enough space for",
  })
  void optionsWithWhichJavaDoesNotStartAreReportedInASentence(String user, String reason)
      throws Exception {
    tool("java", STARTED_JAVA.formatted(realJava()));
    launch("--version");

    for (String variable : List.of("TAGLINE_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")) {
      Run run = new Runner(Map.of(variable, user)).run("explore");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .startsWith(
              "tagline: Java does not start with the options in " + variable + ": " + reason)
          .endsWith("; correct or unset them.\n")
          .hasLineCount(1);
    }
  }

  /** A debugger that waits, or a file to write, belongs to the command and not to the trial. */
  @Test
  void optionsWithSideEffectsAreNotTried() throws Exception {
    tool("java", STARTED_JAVA.formatted(realJava()));
    String user =
        "-Xmx16m -agentlib:jdwp=transport=dt_socket,server=y,suspend=y -Xlog:gc:file=gc.log";

    Run run = new Runner(Map.of("TAGLINE_JAVA_OPTS", user, "NOT_STARTED", "yes")).run("explore");

    assertThat(run.out()).contains("\n-Xmx16m\n-agentlib:jdwp").doesNotContain("-Xms32m");
    assertThat(repository.resolve("gc.log")).doesNotExist();
  }

  @Test
  void worksThroughALinkFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("films"), repository.resolve("tagline"));
    Process process = start(Map.of(), link.toString(), "--help");
    assertThat(process.waitFor()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  private Run launch(String... arguments) throws Exception {
    return new Runner(Map.of()).run(arguments);
  }

  private final class Runner {
    private final Map<String, String> environment;

    Runner(Map<String, String> environment) {
      this.environment = environment;
    }

    Run run(String... arguments) throws Exception {
      List<String> command = new ArrayList<>(List.of("./tagline"));
      command.addAll(List.of(arguments));
      Process process = start(environment, command.toArray(String[]::new));
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      return new Run(status, out, Files.readString(folder.resolve("err")));
    }
  }

  private Process start(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(repository.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(
            List.of(
                "JAVA_HOME",
                "TAGLINE_JAVA_OPTS",
                "JDK_JAVA_OPTIONS",
                "JAVA_TOOL_OPTIONS",
                "_JAVA_OPTIONS"));
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    builder.environment().putAll(environment);
    return builder.redirectError(folder.resolve("err").toFile()).start();
  }

  /** Makes a folder of the tools that the script needs, without Java, Maven and flock. */
  private Path toolsWithoutFlock() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String name :
        List.of(
            "sh",
            "cat",
            "cp",
            "date",
            "dirname",
            "find",
            "grep",
            "head",
            "ln",
            "ls",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "sort",
            "tail",
            "touch")) {
      for (String place : List.of("/bin", "/usr/bin")) {
        if (Files.exists(Path.of(place, name)) && !Files.exists(bin.resolve(name))) {
          script(bin.resolve(name), "#!/bin/sh\nexec " + place + "/" + name + " \"$@\"\n");
        }
      }
    }
    return bin;
  }

  private static Path realJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private void tool(String name, String text) throws IOException {
    script(tools.resolve(name), text);
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private int builds() throws IOException {
    return Files.readAllLines(repository.resolve("builds")).size();
  }

  private static void age(Path path, long seconds) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(seconds)));
  }
}
