package org.tagline.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.base.BaseEncoder;
import org.tagline.hub.HubException;
import org.tagline.hub.LoopbackHub;

/** Holds that the hub is contacted only with permission. */
class BaseResolverTest {
  @TempDir Path home;
  private final LoopbackHub hub = new LoopbackHub();
  private final List<String> questions = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void publish() {
    hub.put("films/tiny", "config.json", "{\"model_type\": \"bert\"}");
    hub.put("films/tiny", "vocab.txt", "[PAD]\n");
    hub.put("films/tiny", "pytorch_model.bin", "weights");
    environment.put("HF_HOME", home.toString());
    environment.put("HF_ENDPOINT", hub.address());
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void contactsNoHubWithoutPermission() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resolver(false).resolve("films/tiny", null, false))
        .withMessageEndingWith("add --download to fetch it from " + hub.address());
    assertThat(hub.atHub).isEmpty();
    assertThat(questions)
        .containsExactly("films/tiny is not on this machine. Download it from " + hub.address());
  }

  @Test
  void aYesOnTheTerminalIsPermission() throws IOException {
    BaseEncoder base = resolver(true).resolve("films/tiny", null, false);

    assertThat(base.id()).isEqualTo("films/tiny");
  }

  @Test
  void usesALocalBaseWithoutAQuestion() throws IOException {
    resolver(false).resolve("films/tiny", null, true);
    hub.atHub.clear();

    resolver(false).resolve("films/tiny", null, true);

    assertThat(hub.atHub).isEmpty();
    assertThat(questions).isEmpty();
  }

  @Test
  void asksNoQuestionWithoutAHub() {
    environment.remove("HF_ENDPOINT");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> resolver(true).resolve("films/tiny", null, false))
        .withMessageContaining("set HF_ENDPOINT");
    assertThatThrownBy(() -> resolver(true).resolve("films/tiny", null, true))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("HF_ENDPOINT is not set");
    assertThat(questions).isEmpty();
  }

  @Test
  void aMistypedFolderIsNotLookedForOnTheHub() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resolver(true).resolve("./my encoder/", null, true))
        .withMessageContaining("check the name");
    assertThat(hub.atHub).isEmpty();
  }

  private BaseResolver resolver(boolean answer) {
    return new BaseResolver(
        environment,
        new PrintWriter(Writer.nullWriter()),
        question -> {
          questions.add(question);
          return answer;
        });
  }
}
