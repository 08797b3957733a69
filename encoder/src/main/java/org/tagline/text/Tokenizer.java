package org.tagline.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tagline.files.BoundedFile;

/**
 * A base encoder's tokenizer, read from its {@code tokenizer.json}.
 *
 * <p>Ignores the file's truncation and padding: {@link Windower} cuts windows from the complete
 * encoding. Thread-safe.
 */
public final class Tokenizer implements AutoCloseable {
  private static final Map<String, String> WHOLE_TEXT =
      Map.of("truncation", "false", "padding", "false");

  private final HuggingFaceTokenizer tokenizer;
  private final byte[] json;
  private final SpecialTokens special;

  private Tokenizer(HuggingFaceTokenizer tokenizer, byte[] json) {
    this.tokenizer = tokenizer;
    this.json = json;
    this.special = findSpecialTokens();
  }

  /**
   * Reads a {@code tokenizer.json}.
   *
   * @throws IOException if it cannot be read; the message names the file
   */
  public static Tokenizer read(Path file) throws IOException {
    return of(BoundedFile.bytes(file, TokenizerLimits.MAX_BYTES), file.toString());
  }

  /**
   * Builds a tokenizer from the contents of a {@code tokenizer.json}.
   *
   * @param source where the contents come from, for error messages
   */
  public static Tokenizer of(byte[] json, String source) throws IOException {
    // The library sends and downloads nothing on this path; these settings enforce it.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    try {
      TokenizerLimits.check(json);
      return new Tokenizer(
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(json), new java.util.HashMap<>(WHOLE_TEXT)),
          json);
    } catch (IOException | RuntimeException e) {
      throw new IOException(source + " is not a supported tokenizer.json: " + e.getMessage(), e);
    }
  }

  /** Returns the contents of the {@code tokenizer.json}, to be saved with a model. */
  public byte[] json() {
    return json.clone();
  }

  /** Encodes a complete text without special tokens. */
  public Tokens encode(String text) {
    Encoding encoding = tokenizer.encode(withoutLoneSurrogates(text), false, false);
    long[] ids = encoding.getIds();
    @Nullable CharSpan[] spans = encoding.getCharTokenSpans();
    int[] units = utf16Offsets(text);
    int[] starts = new int[ids.length];
    int[] ends = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      CharSpan span = spans[i];
      if (span != null) {
        starts[i] = units.length == 0 ? span.getStart() : units[span.getStart()];
        ends[i] = units.length == 0 ? span.getEnd() : units[span.getEnd()];
      }
    }
    return new Tokens(Arrays.stream(ids).mapToInt(Math::toIntExact).toArray(), starts, ends);
  }

  SpecialTokens special() {
    return special;
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private SpecialTokens findSpecialTokens() {
    long[] bare = tokenizer.encode("a", false, false).getIds();
    Encoding complete = tokenizer.encode("a", true, false);
    long[] ids = complete.getIds();
    long[] types = complete.getTypeIds();
    for (int at = 0; at + bare.length <= ids.length; at++) {
      if (Arrays.equals(bare, Arrays.copyOfRange(ids, at, at + bare.length))) {
        int after = at + bare.length;
        return new SpecialTokens(
            ints(ids, 0, at),
            ints(ids, after, ids.length),
            ints(types, 0, at),
            ints(types, after, ids.length),
            bare.length == 0 ? 0 : (int) types[at]);
      }
    }
    throw new IllegalStateException("the tokenizer changes a text when it adds special tokens");
  }

  private static int[] ints(long[] values, int from, int to) {
    return Arrays.stream(values, from, to).mapToInt(Math::toIntExact).toArray();
  }

  /**
   * Replaces lone surrogates, which are not code points, by a character of the same length in
   * UTF-16.
   */
  private static String withoutLoneSurrogates(String text) {
    StringBuilder clean = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        clean = clean == null ? new StringBuilder(text) : clean;
        clean.setCharAt(i, '\uFFFD');
      }
    }
    return clean == null ? text : clean.toString();
  }

  /**
   * Returns the UTF-16 offset of every code point and of the end, or an empty array if offsets are
   * equal in both.
   */
  private static int[] utf16Offsets(String text) {
    int points = text.codePointCount(0, text.length());
    if (points == text.length()) {
      return new int[0];
    }
    int[] units = new int[points + 1];
    for (int point = 0, unit = 0; point <= points; point++) {
      units[point] = unit;
      unit += point < points ? Character.charCount(text.codePointAt(unit)) : 0;
    }
    return units;
  }
}
