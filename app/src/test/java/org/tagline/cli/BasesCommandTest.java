package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.hub.LoopbackHub;

/** Runs {@code tagline bases} in a process of its own, because it reads the environment. */
@Timeout(120)
class BasesCommandTest {
  private static final Path BERT = Path.of("../encoder/src/test/resources/reference/bert");

  @TempDir Path home;

  @Test
  void listsShippedEncodersAndTheHubsCache() throws Exception {
    Path snapshot = cached("models--films--tiny", LoopbackHub.COMMIT);
    Files.copy(BERT.resolve("config.json"), snapshot.resolve("config.json"));
    Files.copy(BERT.resolve("model.safetensors"), snapshot.resolve("model.safetensors"));
    Files.writeString(snapshot.resolve("vocab.txt"), "[PAD]\n");
    Path other = cached("models--films--speaker", LoopbackHub.COMMIT);
    Files.writeString(other.resolve("config.json"), "{\"model_type\": \"speaker\"}");
    Files.writeString(other.resolve("model.safetensors"), "");
    Files.writeString(other.resolve("vocab.txt"), "");

    JsonNode listed = json(Map.of(), "bases", "--json");

    assertThat(listed.path("otherModels").asInt()).isEqualTo(1);
    JsonNode bases = listed.path("bases");
    assertThat(bases.findValuesAsText("id"))
        .containsExactly("all-minilm-l6-v2", "bge-small-en-v1.5", "e5-small-v2", "films/tiny");
    assertThat(bases.findValuesAsText("layers")).containsExactly("6", "12", "12", "3");
    assertThat(bases.findValuesAsText("hiddenSize")).containsExactly("384", "384", "384", "32");
    assertThat(bases.findValuesAsText("isDefault")).startsWith("true", "false");
    assertThat(bases.get(0).path("parameters").asLong()).isEqualTo(22_565_376);
    assertThat(bases.get(0).path("bytes").asLong()).isEqualTo(90_984_153);
    assertThat(bases.get(0).path("licence").asText()).isEqualTo("Apache-2.0");
    assertThat(bases.get(3).path("location").asText()).isEqualTo(snapshot.toString());
  }

  @Test
  void aKilledDownloadContinues() throws Exception {
    byte[] weights = new byte[3 << 20];
    new Random(1).nextBytes(weights);
    try (LoopbackHub hub = new LoopbackHub()) {
      hub.put("films/tiny", "config.json", Files.readAllBytes(BERT.resolve("config.json")));
      hub.put("films/tiny", "vocab.txt", "[PAD]\n");
      hub.put("films/tiny", "model.safetensors", weights);
      hub.stalls = true;
      hub.cut("model.safetensors", 2 << 20);
      Map<String, String> environment = Map.of("HF_ENDPOINT", hub.address());
      Process first = start(environment, "bases", "--download", "films/tiny");
      Path blobs = home.resolve("hub/models--films--tiny/blobs");
      while (!(largest(blobs) >= 2 << 20)) {
        assertThat(first.isAlive()).isTrue();
        Thread.sleep(20);
      }
      first.destroyForcibly().waitFor();

      JsonNode done = json(environment, "bases", "--download", "films/tiny", "--json");

      assertThat(done.path("bases").get(0).path("id").asText()).isEqualTo("films/tiny");
      assertThat(hub.atStorage)
          .extracting(LoopbackHub.Seen::range)
          .containsExactly(null, "bytes=" + (2 << 20) + "-");
      assertThat(Path.of(done.path("bases").get(0).path("location").asText(), "model.safetensors"))
          .hasBinaryContent(weights);
    }
  }

  @Test
  void anUnknownBaseIsReportedWithAdvice() throws Exception {
    Process process = start(Map.of(), "bases", "films/none");

    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "tagline: There is no folder \"films/none\", no shipped base of that name"
                + " (all-minilm-l6-v2, bge-small-en-v1.5, e5-small-v2), and the hub's cache "
                + home.resolve("hub")
                + " lacks revision main; to fetch it from a hub, set HF_ENDPOINT to the hub's"
                + " address and add --download.");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  private JsonNode json(Map<String, String> environment, String... arguments) throws Exception {
    Process process = start(environment, arguments);
    byte[] out = process.getInputStream().readAllBytes();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isZero();
    return new ObjectMapper().readTree(out);
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> clean = new HashMap<>(environment);
    clean.put("HF_HOME", home.toString());
    builder.environment().keySet().removeIf(key -> key.startsWith("HF_"));
    builder.environment().putAll(clean);
    return builder.start();
  }

  private Path cached(String model, String commit) throws IOException {
    Path folder = home.resolve("hub").resolve(model);
    Files.createDirectories(folder.resolve("refs"));
    Files.writeString(folder.resolve("refs/main"), commit);
    return Files.createDirectories(folder.resolve("snapshots").resolve(commit));
  }

  private static long largest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).max().orElse(0);
    }
  }
}
