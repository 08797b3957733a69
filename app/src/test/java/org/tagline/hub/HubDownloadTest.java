package org.tagline.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseFiles;
import org.tagline.base.BaseFinder;
import org.tagline.base.HubCache;
import org.tagline.base.HubName;
import org.tagline.files.fault.FaultRounds;

/** Downloads from a hub that cuts connections, refuses, delays and sends wrong data. */
class HubDownloadTest {
  private static final HubName TINY = HubName.parse("films/tiny", null);
  private static final byte[] WEIGHTS = random(300_000);
  private static final RetryPolicy BRIEF =
      new RetryPolicy(Duration.ofMillis(5), Duration.ofSeconds(2), Duration.ofMillis(400));

  @TempDir Path root;
  private final LoopbackHub hub = new LoopbackHub();
  private Optional<String> token = Optional.empty();

  @BeforeEach
  void publish() {
    hub.put("films/tiny", "config.json", "{\"model_type\": \"bert\"}");
    hub.put("films/tiny", "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nship\n");
    hub.put("films/tiny", "README.md", "---\nlicense: mit\n---\n");
    hub.put("films/tiny", "1_Pooling/config.json", "{\"pooling_mode_mean_tokens\": true}");
    hub.put("films/tiny", "model.safetensors", WEIGHTS);
    hub.put("films/tiny", "tf_model.h5", random(1000));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void writesTheCacheLikeOtherClientsOfTheHub() throws IOException {
    Path snapshot = download(TINY);

    Path model = root.resolve("models--films--tiny");
    assertThat(snapshot).isEqualTo(model.resolve("snapshots").resolve(LoopbackHub.COMMIT));
    assertThat(model.resolve("refs/main")).hasContent(LoopbackHub.COMMIT);
    assertThat(Files.readSymbolicLink(snapshot.resolve("model.safetensors")))
        .isEqualTo(Path.of("../../blobs/" + LoopbackHub.sha256(WEIGHTS)));
    assertThat(snapshot.resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
    assertThat(snapshot.resolve("1_Pooling/config.json")).isSymbolicLink().isRegularFile();
    assertThat(snapshot.resolve("tf_model.h5")).doesNotExist();
    assertThat(model.resolve("blobs"))
        .isDirectoryNotContaining(file -> file.toString().endsWith(".incomplete"));
  }

  @Test
  void aDownloadedModelIsFoundAsABase() throws IOException {
    download(TINY);

    BaseEncoder base = new BaseFinder(new HubCache(root)).find("films/tiny", null).orElseThrow();
    assertThat(base.licence()).isEqualTo("MIT");
    assertThat(base.config().modelType()).isEqualTo("bert");
  }

  @Test
  void downloadsNothingTwice() throws IOException {
    download(TINY);
    hub.atHub.clear();
    hub.atStorage.clear();

    download(TINY);

    assertThat(hub.atStorage).isEmpty();
    assertThat(hub.atHub).noneMatch(seen -> seen.method().equals("GET") && resolve(seen));
  }

  @Test
  void resumesAfterABrokenConnection() throws IOException {
    hub.cut("model.safetensors", 100_000, 50_000);

    Path snapshot = download(TINY);

    assertThat(snapshot.resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
    assertThat(hub.atStorage.stream().map(LoopbackHub.Seen::range).filter(Objects::nonNull))
        .isNotEmpty()
        .allSatisfy(range -> assertThat(range).matches("bytes=[1-9]\\d+-"));
  }

  @Test
  void resumesTheDownloadOfAnEarlierRun() throws IOException {
    Path incomplete = incomplete();
    Files.write(incomplete, Arrays.copyOf(WEIGHTS, 200_000));

    download(TINY);

    assertThat(hub.atStorage).extracting(LoopbackHub.Seen::range).containsExactly("bytes=200000-");
    assertThat(incomplete).doesNotExist();
  }

  @Test
  void startsOverIfThePartOfAnEarlierRunIsDamaged() throws IOException {
    Files.write(incomplete(), new byte[200_000]);

    assertThat(download(TINY).resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
  }

  @Test
  void startsOverIfThePartOfAnEarlierRunIsTooLong() throws IOException {
    Files.write(incomplete(), new byte[WEIGHTS.length + 1]);

    assertThat(download(TINY).resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
  }

  @Test
  void worksWithAHubThatIgnoresRanges() throws IOException {
    hub.ranges = false;
    hub.cut("model.safetensors", 100_000, 150_000);

    assertThat(download(TINY).resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
  }

  @Test
  void saysWhatToDoIfEveryConnectionBreaks() throws IOException {
    hub.cut("model.safetensors", 100_000, 0, 0, 0, 0, 0, 0);

    assertThatThrownBy(() -> download(TINY))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("the connection broke after")
        .hasMessageContaining("run the same command again");
    assertThat(incomplete()).exists();
    assertThat(root.resolve("models--films--tiny/refs/main")).doesNotExist();
    assertThat(new BaseFinder(new HubCache(root)).find("films/tiny", null)).isEmpty();
  }

  @Test
  void aStalledConnectionCountsAsBroken() throws IOException {
    hub.stalls = true;
    hub.cut("model.safetensors", 100_000);

    assertThat(download(TINY).resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "config.json"})
  void deletesAFileWithAWrongChecksum(String file) throws IOException {
    hub.damage(file, true);

    assertThatThrownBy(() -> download(TINY))
        .isInstanceOf(HubException.class)
        .hasMessageContaining(file + " has a wrong checksum and was deleted");
    assertThat(root.resolve("models--films--tiny/refs/main")).doesNotExist();
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files).noneMatch(path -> path.toString().endsWith(".incomplete"));
    }

    hub.damage(file, false);
    assertThat(download(TINY).resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
  }

  @Test
  void refusesAFileWithoutAChecksum() {
    hub.checksums = false;

    assertThatThrownBy(() -> download(TINY)).hasMessageContaining("no checksum");
  }

  @Test
  void waitsAsLongAsTheHubDemands() throws IOException {
    hub.respondInstead(
        new LoopbackHub.Instead(429, Map.of("Retry-After", "1")),
        new LoopbackHub.Instead(503, Map.of()));
    long start = System.nanoTime();

    download(TINY);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
  }

  @Test
  void doesNotWaitForHours() {
    hub.respondInstead(new LoopbackHub.Instead(429, Map.of("Retry-After", "7200")));

    assertThatThrownBy(() -> download(TINY))
        .hasMessageContaining("too many requests")
        .hasMessageContaining("try again in 7200 s");
  }

  @Test
  void givesUpAfterFiveServerErrors() {
    LoopbackHub.Instead broken = new LoopbackHub.Instead(502, Map.of());
    hub.respondInstead(broken, broken, broken, broken, broken);

    assertThatThrownBy(() -> download(TINY)).hasMessageContaining("responded with status 502");
    assertThat(hub.atHub).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "404, '', the hub has no model films/tiny",
    "404, RevisionNotFound, no such revision",
    "401, RepoNotFound, set HF_TOKEN if it is private",
    "401, '', set HF_TOKEN if it is private",
    "403, GatedRepo, accepted its terms",
    "403, '', check HF_TOKEN",
    "418, '', responded with status 418"
  })
  void explainsARefusalAndDoesNotRetry(int status, String code, String words) {
    hub.respondInstead(new LoopbackHub.Instead(status, Map.of("X-Error-Code", code)));

    assertThatThrownBy(() -> download(TINY))
        .isInstanceOf(HubException.class)
        .hasMessageContaining(words);
    assertThat(hub.atHub).hasSize(1);
  }

  @Test
  void sendsTheTokenToTheHubOnly() throws IOException {
    hub.requiredToken = "hf_secret";
    assertThatThrownBy(() -> download(TINY)).hasMessageContaining("set HF_TOKEN");

    token = Optional.of("hf_secret");
    download(TINY);

    assertThat(hub.atStorage).isNotEmpty().allMatch(seen -> seen.token() == null);
    assertThat(new HubSettings(URI.create("http://hub"), token).toString())
        .doesNotContain("hf_secret");
  }

  @Test
  void followsARenamedModel() throws IOException {
    hub.rename("films/old", "films/tiny");

    Path snapshot = download(HubName.parse("films/old", null));

    assertThat(snapshot).startsWith(root.resolve("models--films--old"));
    assertThat(snapshot.resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "gopher://x/", "http:///nowhere", "::"})
  void followsNoUnsafeRedirect(String location) {
    hub.respondInstead(new LoopbackHub.Instead(302, Map.of("Location", location)));

    assertThatThrownBy(() -> download(TINY)).isInstanceOf(HubException.class);
  }

  @Test
  void givesUpOnEndlessRedirects() {
    LoopbackHub.Instead again =
        new LoopbackHub.Instead(302, Map.of("Location", "/api/models/films/tiny/revision/main"));
    hub.respondInstead(Collections.nCopies(10, again).toArray(LoopbackHub.Instead[]::new));

    assertThatThrownBy(() -> download(TINY)).hasMessageContaining("redirects too often");
  }

  @Test
  void downloadsARevisionUnderItsOwnName() throws IOException {
    hub.listedRevision = "refs%2Fpr%2F1";

    download(HubName.parse("films/tiny@refs/pr/1", null));

    assertThat(root.resolve("models--films--tiny/refs/refs/pr/1")).hasContent(LoopbackHub.COMMIT);
    assertThat(root.resolve("models--films--tiny/refs/main")).doesNotExist();
  }

  @Test
  void downloadsACommitWithoutABranch() throws IOException {
    assertThat(download(HubName.parse("films/tiny", LoopbackHub.COMMIT))).exists();
    assertThat(root.resolve("models--films--tiny/refs")).doesNotExist();
  }

  @Test
  void downloadsAllShardsOfAnIndex() throws IOException {
    hub.put("films/sharded", "config.json", "{\"model_type\": \"bert\"}");
    hub.put("films/sharded", "tokenizer.json", "{}");
    hub.put("films/sharded", "model-1.safetensors", random(1000));
    hub.put("films/sharded", "model-2.safetensors", random(2000));
    hub.put(
        "films/sharded",
        "model.safetensors.index.json",
        "{\"weight_map\": {\"a\": \"model-1.safetensors\", \"b\": \"model-2.safetensors\"}}");

    Path snapshot = download(HubName.parse("films/sharded", null));

    assertThat(snapshot.resolve("model-1.safetensors")).hasSize(1000);
    assertThat(snapshot.resolve("model-2.safetensors")).hasSize(2000);
  }

  @Test
  void refusesAnUnsupportedModelBeforeDownloadingItsWeights() {
    hub.put("films/tiny", "config.json", "{\"model_type\": \"llama\"}");

    assertThatThrownBy(() -> download(TINY)).hasMessageContaining("llama");
    assertThat(hub.atStorage).isEmpty();
  }

  @Test
  void refusesAModelWithoutWeights() {
    hub.put("films/bare", "config.json", "{\"model_type\": \"bert\"}");
    hub.put("films/bare", "vocab.txt", "");

    assertThatThrownBy(() -> download(HubName.parse("films/bare", null)))
        .hasMessageContaining("has no weights");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "[]", "{\"sha\": \"../../evil\"}", ""})
  void refusesAServerThatIsNotAHub(String body) throws IOException {
    try (PlainServer server = new PlainServer(body)) {
      HubSettings settings = new HubSettings(server.address(), Optional.empty());
      assertThatThrownBy(
              () ->
                  new HubDownload(settings, new HubCache(root), BRIEF)
                      .run(TINY, DownloadListener.SILENT))
          .isInstanceOf(HubException.class)
          .hasMessageContaining("does not respond like a hub");
    }
  }

  @Test
  void saysThatTheHubCannotBeReached() {
    hub.close();

    assertThatThrownBy(() -> download(TINY))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("could not be reached")
        .hasMessageContaining("check HF_ENDPOINT and the network");
  }

  @Test
  void reportsTheSizeFirstAndThenTheProgress() throws IOException {
    List<Long> told = new ArrayList<>();
    HubSettings settings = new HubSettings(URI.create(hub.address()), token);

    new HubDownload(settings, new HubCache(root), BRIEF)
        .run(
            TINY,
            new DownloadListener() {
              @Override
              public void started(String what, long bytes) {
                assertThat(told).isEmpty();
                assertThat(hub.atStorage).isEmpty();
                told.add(bytes);
              }

              @Override
              public void arrived(long bytes) {
                told.add(bytes);
              }
            });

    assertThat(told.subList(1, told.size())).isSorted().endsWith(told.get(0));
    assertThat(told.get(0)).isGreaterThan(WEIGHTS.length);
  }

  @Test
  void aDamagedFileOfTheCacheIsDownloadedAgain() throws IOException {
    Path weights = download(TINY).resolve("model.safetensors");
    byte[] damaged = WEIGHTS.clone();
    damaged[7] ^= 1;
    Files.write(weights, damaged);

    assertThat(download(TINY).resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
  }

  @Test
  void afterAnyFaultTheCacheHasAllFilesOrNoBranch() throws Exception {
    HubSettings settings = new HubSettings(URI.create(hub.address()), token);
    FaultRounds.of("hub download", root, 8)
        // Other programs lock these files too, so they stay.
        .keeping(".*\\.lock")
        .check(
            (folder, acknowledged) -> {
              Optional<Path> snapshot = new HubCache(folder).snapshot(TINY);
              assertThat(snapshot.isPresent() || !acknowledged).isTrue();
              if (snapshot.isPresent()) {
                assertThat(snapshot.get().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
                assertThat(BaseFiles.missing(snapshot.get())).isEmpty();
              }
            })
        .run(
            folder ->
                new HubDownload(settings, new HubCache(folder), BRIEF)
                    .run(TINY, DownloadListener.SILENT));
  }

  private Path download(HubName name) throws IOException {
    HubSettings settings = new HubSettings(URI.create(hub.address()), token);
    return new HubDownload(settings, new HubCache(root), BRIEF).run(name, DownloadListener.SILENT);
  }

  private Path incomplete() {
    try {
      return Files.createDirectories(root.resolve("models--films--tiny/blobs"))
          .resolve(LoopbackHub.sha256(WEIGHTS) + ".incomplete");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean resolve(LoopbackHub.Seen seen) {
    return seen.path().contains("/resolve/");
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
