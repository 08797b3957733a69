package org.tagline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.cli.TinyBaseFolder;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;

/** Runs each program of docs/examples as its Javadoc says, in a folder of its own. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../docs/examples").toAbsolutePath().normalize();
  private static final Path SHIPPED = Path.of("../taggers").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void tagsAText() throws Exception {
    Path synopsis = EXAMPLES.resolve("synopsis.txt");
    List<String> lines = run("TagAText", SHIPPED.resolve("three-tags"), synopsis).lines().toList();
    assertThat(lines).hasSize(6);
    String predicted = lines.get(1).split(" ", 2)[0];
    assertThat(lines.get(0)).isEqualTo("Predicted: " + predicted);
    assertThat(lines.subList(1, 4)).allMatch(line -> line.matches("[a-z]+ +[01]\\.\\d{3}"));
    assertThat(lines.subList(4, 6)).allMatch(line -> line.matches("\\+\\d+\\.\\d{2}  \\S.+"));
    assertThat(Files.readString(synopsis).replace('\n', ' ')).contains(lines.get(4).substring(7));
  }

  @Test
  void trainsOnFilms() throws Exception {
    String out = run("TrainOnFilms", "my-tagger");
    assertThat(out)
        .isEqualTo("Accuracy on held-out films: 1.00\nA ghost walks through the house. [horror]\n");
    try (Tagger tagger = TaggerFolder.load(folder.resolve("my-tagger"))) {
      assertThat(tagger.predict("A ghost!").predicted()).containsExactly("horror");
    }
  }

  @Test
  void exportsToOnnx() throws Exception {
    Path base = TinyBaseFolder.write(folder.resolve("base"));
    assertThat(run("ExportToOnnx", base, "my-graph"))
        .isEqualTo("Wrote model.onnx for the tags [drama, horror]\n");
    assertThat(folder.resolve("my-graph/model.onnx")).isNotEmptyFile();
    assertThat(folder.resolve("my-graph/tokenizer.json")).isNotEmptyFile();
  }

  @Test
  void everyExampleIsRun() {
    assertThat(EXAMPLES.toFile().list((place, name) -> name.endsWith(".java")))
        .containsExactlyInAnyOrder("TagAText.java", "TrainOnFilms.java", "ExportToOnnx.java");
  }

  /** Standard output of an example; it must succeed and be silent on standard error. */
  private String run(String example, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-cp", classPath()));
    command.add(EXAMPLES.resolve(example + ".java").toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(err)).isZero();
    assertThat(err).isEmptyFile();
    return out.replace(System.lineSeparator(), "\n");
  }

  /** The class path that the build wrote; it has no test classes. */
  private static String classPath() throws IOException {
    return Path.of("target/classes").toAbsolutePath()
        + File.pathSeparator
        + Files.readString(Path.of("target/runtime-classpath")).strip();
  }
}
