package org.tagline.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {
  @TempDir Path home;

  @Test
  void thereIsNoDefaultHub() {
    assertThatThrownBy(() -> HubSettings.of(Map.of()))
        .isInstanceOf(HubException.class)
        .hasMessageStartingWith("HF_ENDPOINT is not set; set it");
  }

  @Test
  void readsTheTokenFromTheVariableOrFromTheFile() throws IOException {
    Files.writeString(home.resolve("token"), "hf_file\n");

    assertThat(of(Map.of()).token()).contains("hf_file");
    assertThat(of(Map.of("HF_TOKEN", " hf_variable ")).token()).contains("hf_variable");
    assertThat(of(Map.of("HF_TOKEN_PATH", home.resolve("none").toString())).token()).isEmpty();
  }

  @Test
  void neverRepeatsADamagedToken() {
    assertThatThrownBy(() -> of(Map.of("HF_TOKEN", "hf_one\nhf_two")))
        .hasMessageContaining("HF_TOKEN is damaged")
        .hasMessageNotContaining("hf_one");
  }

  @Test
  void respectsTheOfflineSwitch() {
    assertThatThrownBy(() -> of(Map.of("HF_HUB_OFFLINE", "1")))
        .hasMessageContaining("HF_HUB_OFFLINE is set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hub", "ftp://hub", "https://", "https://user:secret@hub", "https://hub?a", "a b"})
  void refusesAnInvalidAddress(String endpoint) {
    assertThatThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", endpoint)))
        .isInstanceOf(HubException.class)
        .hasMessage("HF_ENDPOINT is not a web address; set it to https://HOST");
  }

  @Test
  void acceptsAMirrorUnderAPath() throws IOException {
    assertThat(of(Map.of("HF_ENDPOINT", "https://mirror/hub//")).endpoint())
        .hasToString("https://mirror/hub");
  }

  private HubSettings of(Map<String, String> more) throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.putIfAbsent("HF_ENDPOINT", "https://hub");
    environment.put("HF_HOME", home.toString());
    return HubSettings.of(environment);
  }
}
