package org.tagline.hub;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tagline.base.HubCache;
import org.tagline.files.BoundedFile;

/**
 * The address of the hub and the token to use.
 *
 * @param endpoint the address without a slash at the end
 * @param token the access token, which is sent to that address only
 */
public record HubSettings(URI endpoint, Optional<String> token) {

  /**
   * Reads the environment variables that the hub's other clients read: {@code HF_ENDPOINT}, {@code
   * HF_HUB_OFFLINE}, and {@code HF_TOKEN} or the token file of {@code HF_HOME}.
   *
   * @throws HubException if no hub is set or downloads are disabled; the message says which
   *     variable to change
   */
  public static HubSettings of(Map<String, String> environment) throws IOException {
    for (String variable : List.of("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")) {
      String value = environment.getOrDefault(variable, "").strip().toLowerCase(Locale.ROOT);
      if (List.of("1", "true", "yes", "on").contains(value)) {
        throw new HubException(
            variable + " is set, so nothing is downloaded; unset it to allow downloads");
      }
    }
    String endpoint = environment.getOrDefault("HF_ENDPOINT", "").strip();
    if (endpoint.isEmpty()) {
      throw new HubException(
          "HF_ENDPOINT is not set; set it to the address of the hub to download from,"
              + " for example https://HOST");
    }
    return new HubSettings(address(endpoint), token(environment));
  }

  /** Returns whether a hub is set, so that a download can be offered. */
  public static boolean possible(Map<String, String> environment) {
    try {
      of(environment);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns a description that never contains the token. */
  @Override
  public String toString() {
    return endpoint + (token.isPresent() ? " with a token" : " without a token");
  }

  private static URI address(String endpoint) throws HubException {
    try {
      URI uri = new URI(endpoint.replaceAll("/+$", ""));
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web
          && uri.getHost() != null
          && Stream.of(uri.getRawQuery(), uri.getRawFragment(), uri.getRawUserInfo())
              .allMatch(part -> part == null)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Falls through to the error below.
    }
    throw new HubException("HF_ENDPOINT is not a web address; set it to https://HOST");
  }

  private static final int MAX_TOKEN_FILE = 16_384;

  private static Optional<String> token(Map<String, String> environment) throws IOException {
    for (String variable : List.of("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")) {
      String token = environment.getOrDefault(variable, "").strip();
      if (!token.isEmpty()) {
        return Optional.of(checked(token, variable));
      }
    }
    String path = environment.getOrDefault("HF_TOKEN_PATH", "");
    Path file = path.isBlank() ? HubCache.home(environment).resolve("token") : Path.of(path);
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    String token = BoundedFile.text(file, MAX_TOKEN_FILE).strip();
    return token.isEmpty() ? Optional.empty() : Optional.of(checked(token, file.toString()));
  }

  private static String checked(String token, String where) throws HubException {
    if (token.length() > 4096 || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new HubException("the token in " + where + " is damaged; copy it there again");
    }
    return token;
  }
}
