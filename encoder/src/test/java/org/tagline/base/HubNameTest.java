package org.tagline.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert-base-uncased",
        "funnel-transformer/small",
        "huggingface/prunebert-base-uncased-6-finepruned-w-distil-mnli",
        "a/b.c_d-e"
      })
  void acceptsNamesOfTheHub(String id) {
    assertThat(HubName.parse(id, null)).isEqualTo(new HubName(id, "main"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a/",
        "/a",
        "a/b/c",
        "..",
        "a/..",
        "../a",
        "a--b",
        "-a",
        "a.",
        ".a/b",
        "a b",
        "a\\b",
        "a/b\n",
        "C:\\models",
        "/etc",
        "naïve/film",
        "a/b\u0000"
      })
  void refusesInvalidNames(String id) {
    assertThat(HubName.ifNamed(id, null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1.0", "refs/pr/1", "f00dcafef00dcafef00dcafef00dcafef00dcafe"})
  void acceptsARevisionAfterAnAtSign(String revision) {
    assertThat(HubName.parse("a/b@" + revision, null)).isEqualTo(new HubName("a/b", revision));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/../b", "/a", "a/", "a//b", ".git", "a b", "a?b", "a@b"})
  void refusesInvalidRevisions(String revision) {
    assertThatIllegalArgumentException().isThrownBy(() -> new HubName("a/b", revision));
  }

  @Test
  void refusesTwoRevisions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HubName.parse("a/b@v1", "v2"))
        .withMessageContaining("give one");
  }

  @Test
  void omitsTheMainBranch() {
    assertThat(HubName.parse("a/b@main", null)).hasToString("a/b");
    assertThat(HubName.parse("a/b", "v1")).hasToString("a/b@v1");
  }
}
