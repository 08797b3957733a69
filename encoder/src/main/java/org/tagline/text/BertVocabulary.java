package org.tagline.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.tagline.files.BoundedFile;
import org.tagline.files.JsonFiles;

/**
 * The vocabulary of an older checkpoint with a {@code vocab.txt} instead of a {@code
 * tokenizer.json}, and the settings of its {@code tokenizer_config.json}. Supports the WordPiece
 * tokenizers of BERT, DistilBERT, Electra and Funnel and converts them like the transformers
 * library.
 */
public final class BertVocabulary {
  /** Name of the vocabulary file: one token per line, whose line number from 0 is its id. */
  public static final String FILE = "vocab.txt";

  private static final ObjectMapper JSON = JsonFiles.COMPACT;

  /** Twice the largest published vocabulary. */
  private static final int MAX_TOKENS = 1_000_000;

  private static final List<String> ROLES = List.of("pad", "unk", "cls", "sep", "mask");

  /** Tokenizers that differ only in the names of their special tokens. */
  private static final List<String> KINDS = List.of("", "Bert", "DistilBert", "Electra", "Funnel");

  private final Map<String, Integer> ids;
  private final Map<String, String> special;
  private final JsonNode settings;
  private final boolean funnel;

  private BertVocabulary(
      Map<String, Integer> ids, Map<String, String> special, JsonNode settings, boolean funnel) {
    this.ids = ids;
    this.special = special;
    this.settings = settings;
    this.funnel = funnel;
  }

  /**
   * Reads {@code vocab.txt} and, if they exist, {@code tokenizer_config.json} and {@code
   * special_tokens_map.json}.
   *
   * @throws IOException if the vocabulary is not UTF-8, lacks special tokens, or belongs to an
   *     unsupported tokenizer
   */
  public static BertVocabulary read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Map<String, Integer> ids = new LinkedHashMap<>();
    int id = 0;
    for (String token : BoundedFile.lines(file, BoundedFile.NAMES, MAX_TOKENS)) {
      ids.put(token, id++);
    }
    JsonNode settings = json(folder.resolve("tokenizer_config.json"));
    String kind = settings.path("tokenizer_class").asText("").replaceAll("Tokenizer(Fast)?$", "");
    if (!KINDS.contains(kind)) {
      throw new IOException(
          file
              + " belongs to a "
              + kind
              + " tokenizer, which is supported only with a tokenizer.json");
    }
    boolean funnel =
        kind.equals("Funnel") || (!ids.containsKey("[CLS]") && ids.containsKey("<cls>"));
    JsonNode named = json(folder.resolve("special_tokens_map.json"));
    Map<String, String> special = new LinkedHashMap<>();
    for (String role : ROLES) {
      String usual = funnel ? "<" + role + ">" : "[" + role.toUpperCase(Locale.ROOT) + "]";
      String token = token(named, role, token(settings, role, usual));
      if (ids.containsKey(token)) {
        special.put(role, token);
      } else if (!role.equals("pad") && !role.equals("mask")) {
        throw new IOException(file + " lacks " + token + ", so it is not a BERT vocabulary");
      }
    }
    return new BertVocabulary(ids, special, settings, funnel);
  }

  /** Returns the equivalent {@code tokenizer.json}. */
  public byte[] tokenizerJson() {
    ObjectNode root = JSON.createObjectNode().put("version", "1.0");
    root.putNull("truncation").putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    special.values().stream()
        .distinct()
        .sorted(Comparator.comparing(this::id))
        .forEach(token -> added.add(addedToken(token)));
    ObjectNode normalizer = root.putObject("normalizer").put("type", "BertNormalizer");
    normalizer.put("clean_text", true);
    normalizer.put("handle_chinese_chars", settings.path("tokenize_chinese_chars").asBoolean(true));
    JsonNode accents = settings.path("strip_accents");
    normalizer.set("strip_accents", accents.isBoolean() ? accents : JSON.nullNode());
    normalizer.put("lowercase", settings.path("do_lower_case").asBoolean(true));
    root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    root.set("post_processor", template());
    root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
    ObjectNode model = root.putObject("model").put("type", "WordPiece");
    model.put("unk_token", special("unk")).put("continuing_subword_prefix", "##");
    model.put("max_input_chars_per_word", 100);
    ObjectNode vocabulary = model.putObject("vocab");
    ids.forEach(vocabulary::put);
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode template() {
    // Funnel's first token has its own segment.
    int first = funnel ? 2 : 0;
    ObjectNode template = JSON.createObjectNode().put("type", "TemplateProcessing");
    template.putArray("single").add(piece("cls", first)).add(sequence("A", 0)).add(piece("sep", 0));
    template
        .putArray("pair")
        .add(piece("cls", first))
        .add(sequence("A", 0))
        .add(piece("sep", 0))
        .add(sequence("B", 1))
        .add(piece("sep", 1));
    ObjectNode tokens = template.putObject("special_tokens");
    for (String token : List.of(special("cls"), special("sep"))) {
      ObjectNode entry = tokens.putObject(token).put("id", token);
      entry.putArray("ids").add(id(token));
      entry.putArray("tokens").add(token);
    }
    return template;
  }

  private ObjectNode piece(String role, int segment) {
    ObjectNode piece = JSON.createObjectNode();
    piece.putObject("SpecialToken").put("id", special(role)).put("type_id", segment);
    return piece;
  }

  private static ObjectNode sequence(String id, int segment) {
    ObjectNode sequence = JSON.createObjectNode();
    sequence.putObject("Sequence").put("id", id).put("type_id", segment);
    return sequence;
  }

  private ObjectNode addedToken(String token) {
    ObjectNode added = JSON.createObjectNode().put("id", id(token)).put("content", token);
    added.put("single_word", false).put("lstrip", false).put("rstrip", false);
    return added.put("normalized", false).put("special", true);
  }

  private String special(String role) {
    return Objects.requireNonNull(special.get(role), role);
  }

  private int id(String token) {
    return Objects.requireNonNull(ids.get(token), token);
  }

  private static String token(JsonNode from, String role, String fallback) {
    JsonNode value = from.path(role + "_token");
    return value.isObject() ? value.path("content").asText(fallback) : value.asText(fallback);
  }

  private static JsonNode json(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return JSON.createObjectNode();
    }
    try {
      return JsonFiles.tree(file, BoundedFile.SETTINGS);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
