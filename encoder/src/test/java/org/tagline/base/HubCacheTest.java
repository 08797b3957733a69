package org.tagline.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.files.fault.FaultRounds;

class HubCacheTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String OLDER = "76543210fedcba9876543210fedcba9876543210";
  private static final String ETAG = "d".repeat(64);
  private static final HubName NAME = HubName.parse("films/tiny", null);

  @TempDir Path root;

  @Test
  void hasTheLocationThatOtherClientsUse() {
    Map<String, String> home = Map.of("HOME", "/people/ada");
    assertThat(HubCache.standard(home).root())
        .isEqualTo(Path.of("/people/ada/.cache/huggingface/hub"));
    assertThat(HubCache.standard(Map.of("HOME", "/people/ada", "XDG_CACHE_HOME", "/x")).root())
        .isEqualTo(Path.of("/x/huggingface/hub"));
    assertThat(HubCache.standard(Map.of("HOME", "/people/ada", "HF_HOME", "~/hf")).root())
        .isEqualTo(Path.of("/people/ada/hf/hub"));
    assertThat(HubCache.standard(Map.of("HF_HOME", "/hf", "HF_HUB_CACHE", "/cache")).root())
        .isEqualTo(Path.of("/cache"));
  }

  @Test
  void findsASnapshotByBranchAndByCommit() throws IOException {
    Path folder = write("films/tiny", COMMIT, "config.json", "{}");
    ref("films/tiny", "main", COMMIT + "\n");
    ref("films/tiny", "refs/pr/1", COMMIT);
    HubCache cache = new HubCache(root);

    assertThat(cache.snapshot(NAME)).contains(folder);
    assertThat(cache.snapshot(HubName.parse("films/tiny@refs/pr/1", null))).contains(folder);
    assertThat(cache.snapshot(HubName.parse("films/tiny", COMMIT))).contains(folder);
    assertThat(cache.snapshot(HubName.parse("films/tiny", "v2"))).isEmpty();
    assertThat(cache.snapshot(HubName.parse("films/other", null))).isEmpty();
  }

  @Test
  void aBranchThatPointsOutsideTheCacheIsIgnored() throws IOException {
    Files.createDirectories(root.resolve("models--films--tiny/snapshots"));
    ref("films/tiny", "main", "../../..");

    assertThat(new HubCache(root).snapshot(NAME)).isEmpty();
  }

  @Test
  void namesBranchesAndCommitsWithoutABranch() throws IOException {
    write("films/tiny", COMMIT, "config.json", "{}");
    write("films/tiny", OLDER, "config.json", "{}");
    ref("films/tiny", "main", COMMIT);
    ref("films/tiny", "gone", "f".repeat(40));
    Files.createDirectories(root.resolve("datasets--films--tiny"));
    Files.writeString(root.resolve("version.txt"), "1");

    assertThat(new HubCache(root).names())
        .containsExactlyInAnyOrder(NAME, HubName.parse("films/tiny", OLDER));
  }

  @Test
  void aMissingCacheIsEmpty() throws IOException {
    assertThat(new HubCache(root.resolve("none")).names()).isEmpty();
  }

  @Test
  void writesRelativeLinksToBlobs() throws IOException {
    HubCache cache = new HubCache(root);
    blob(cache, "contents");

    cache.link(NAME, COMMIT, "1_Pooling/config.json", ETAG);
    cache.point(NAME, COMMIT);

    Path link = root.resolve("models--films--tiny/snapshots/" + COMMIT + "/1_Pooling/config.json");
    assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("../../../blobs/" + ETAG));
    assertThat(link).hasContent("contents");
    assertThat(root.resolve("models--films--tiny/refs/main")).hasContent(COMMIT);
    assertThat(cache.snapshot(NAME)).isPresent();
  }

  @Test
  void copiesIfTheFileSystemHasNoLinks() throws IOException {
    HubCache cache =
        new HubCache(
            root,
            (link, target) -> {
              throw new UnsupportedOperationException();
            });
    blob(cache, "contents");

    cache.link(NAME, COMMIT, "config.json", ETAG);

    Path file = root.resolve("models--films--tiny/snapshots/" + COMMIT + "/config.json");
    assertThat(file).isRegularFile().hasContent("contents");
    assertThat(Files.isSymbolicLink(file)).isFalse();
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void replacesABrokenLink() throws IOException {
    HubCache cache = new HubCache(root);
    blob(cache, "contents");
    Path folder =
        Files.createDirectories(root.resolve("models--films--tiny/snapshots").resolve(COMMIT));
    Files.createSymbolicLink(folder.resolve("config.json"), Path.of("../../blobs/gone"));

    cache.link(NAME, COMMIT, "config.json", ETAG);

    assertThat(folder.resolve("config.json")).hasContent("contents");
  }

  @Test
  void afterAnyFaultABranchPointsToItsCommitOrToTheOneBefore() throws Exception {
    FaultRounds.of("hub cache", root)
        .prepare(
            folder -> {
              HubCache cache = new HubCache(folder);
              blob(cache, "contents");
              Files.createDirectories(
                  folder.resolve("models--films--tiny/snapshots").resolve(OLDER));
              cache.point(NAME, OLDER);
            })
        .check(
            (folder, acknowledged) -> {
              Path snapshot = new HubCache(folder).snapshot(NAME).orElseThrow();
              assertThat(new HubCache(folder).names()).contains(NAME);
              if (acknowledged || snapshot.endsWith(COMMIT)) {
                assertThat(snapshot.resolve("config.json")).hasContent("contents");
              } else {
                assertThat(snapshot).matches(path -> path.endsWith(OLDER));
              }
            })
        .run(
            folder -> {
              HubCache cache = new HubCache(folder);
              cache.link(NAME, COMMIT, "config.json", ETAG);
              cache.point(NAME, COMMIT);
            });
  }

  @Test
  void neverWritesOutsideASnapshot() throws IOException {
    HubCache cache = new HubCache(root);
    blob(cache, "contents");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> cache.link(NAME, COMMIT, "../../evil", ETAG));
    assertThatIllegalArgumentException().isThrownBy(() -> cache.blob(NAME, "../evil"));
  }

  private static void blob(HubCache cache, String contents) throws IOException {
    Path blob = cache.blob(NAME, ETAG);
    Files.createDirectories(blob.getParent());
    Files.writeString(blob, contents);
  }

  private Path write(String id, String commit, String file, String text) throws IOException {
    Path folder = root.resolve("models--" + id.replace("/", "--") + "/snapshots/" + commit);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(file), text);
    return folder;
  }

  private void ref(String id, String revision, String commit) throws IOException {
    Path ref = root.resolve("models--" + id.replace("/", "--") + "/refs/" + revision);
    Files.createDirectories(ref.getParent());
    Files.writeString(ref, commit);
  }
}
