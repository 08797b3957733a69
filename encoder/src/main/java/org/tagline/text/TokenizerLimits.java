package org.tagline.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.tagline.files.JsonFiles;

/**
 * Checks a {@code tokenizer.json} before the native library reads it, which knows no limits: a few
 * normalizers that double a text, one after the other, would end the process.
 */
final class TokenizerLimits {
  /** Largest file in bytes, four times the largest tokenizer of a published encoder. */
  static final int MAX_BYTES = 64 << 20;

  /** Values, names and brackets; a vocabulary of 250,000 scored pieces has a million. */
  private static final int MAX_TOKENS = 4_000_000;

  /** Longest string outside the normalizer in characters. */
  private static final int MAX_STRING = 1_000_000;

  /** Largest number of characters that normalizers may make of one. */
  private static final int MAX_GROWTH = 64;

  private static final JsonFactory JSON = JsonFiles.factory(MAX_TOKENS);

  private TokenizerLimits() {}

  /**
   * Parses the file without keeping it and examines its normalizer.
   *
   * @throws IOException if it is not one JSON object, is too large, nested too deeply, or would
   *     make texts many times longer
   */
  static void check(byte[] json) throws IOException {
    if (json.length > MAX_BYTES) {
      throw new IOException("it has more than " + MAX_BYTES + " bytes");
    }
    JsonNode normalizer = null;
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean examined = parser.currentName().equals("normalizer");
        parser.nextToken();
        if (examined) {
          if (normalizer != null) {
            throw new IOException("it has two normalizers");
          }
          normalizer = JsonFiles.COMPACT.readTree(parser);
        } else {
          examine(parser);
        }
      }
    }
    if (normalizer != null && growth(normalizer) > MAX_GROWTH) {
      throw new IOException("its normalizer makes texts many times longer");
    }
  }

  /** Skips a value; the length of a string is limited only where it is asked for. */
  private static void examine(JsonParser parser) throws IOException {
    int depth = 0;
    for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.VALUE_STRING && parser.getTextLength() > MAX_STRING) {
        throw new IOException("it has a string of " + parser.getTextLength() + " characters");
      }
      if (depth == 0) {
        return;
      }
    }
    throw new IOException("it is cut short");
  }

  /** Returns an upper bound of how many times longer a normalizer makes a text. */
  private static double growth(JsonNode normalizer) {
    return switch (normalizer.path("type").asText()) {
      case "Sequence" -> {
        double product = 1;
        for (JsonNode part : normalizer.path("normalizers")) {
          product *= growth(part);
        }
        yield product;
      }
      case "Replace" -> {
        double replaced = Math.max(1, normalizer.path("pattern").path("String").asText().length());
        yield Math.max(1, Math.ceil(normalizer.path("content").asText().length() / replaced));
      }
      case "Prepend" -> Math.max(1, normalizer.path("prepend").asText().length());
      case "Precompiled" -> longestReplacement(normalizer.path("precompiled_charsmap").asText());
      default -> 1;
    };
  }

  /** Returns the length of the longest of the replacements, which zeros separate. */
  private static double longestReplacement(String base64) {
    int longest = 1;
    int run = 0;
    byte[] bytes = Base64.getMimeDecoder().decode(base64);
    // A trie, whose size in bytes precedes it, and then the replacements.
    int start =
        bytes.length < 4 ? 0 : 4 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (start < 0) {
      return Double.POSITIVE_INFINITY;
    }
    for (int i = start; i < bytes.length; i++) {
      run = bytes[i] == 0 ? 0 : run + 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
