package org.tagline.tagger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.tagline.dataset.Split;
import org.tagline.dataset.Task;
import org.tagline.encoder.Architectures;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.Engine;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelConfig;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.WindowPooling;
import org.tagline.encoder.checkpoint.Safetensors;
import org.tagline.text.Tokenizer;

/**
 * A tagger as a folder in the hub's layout: {@code config.json}, {@code model.safetensors}, {@code
 * tokenizer.json}, and beside them {@code tagline.json}, {@code split.json}, a model card and the
 * SHA-256 of every file.
 */
public final class TaggerFolder {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private TaggerFolder() {}

  /** Reads {@code tagline.json} alone; a missing or foreign one gives an IOException. */
  public static TaggerInfo info(Path folder) throws IOException {
    Path file = folder.resolve("tagline.json");
    if (!Files.exists(file)) {
      throw new IOException(folder + " is no tagger: it has no tagline.json");
    }
    try {
      TaggerInfo info = JSON.readValue(file.toFile(), TaggerInfo.class);
      if (info.format() != TaggerInfo.FORMAT) {
        throw new IOException(
            file + " has format " + info.format() + "; this version reads " + TaggerInfo.FORMAT);
      }
      return info;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
    }
  }

  /** Which films trained it and which were held out. */
  public static Split split(Path folder) throws IOException {
    return JSON.readValue(folder.resolve("split.json").toFile(), Split.class);
  }

  /** Loads a tagger after checking every file's SHA-256. */
  public static Tagger load(Path folder) throws IOException {
    TaggerInfo info = info(folder);
    Checksums.verify(folder);
    Engine.start();
    ModelConfig config = ModelConfig.read(folder.resolve("config.json"));
    ModelLoader.Loaded loaded =
        ModelLoader.load(
            config,
            Safetensors.read(folder.resolve("model.safetensors")),
            WindowPooling.valueOf(info.windowPooling().toUpperCase(Locale.ROOT)),
            HeadKind.valueOf(info.head().toUpperCase(Locale.ROOT)),
            info.tags().size());
    if (!loaded.fresh().isEmpty()) {
      loaded.model().close();
      throw new IOException(folder + " lacks the weights " + loaded.fresh());
    }
    return new Tagger(info, loaded.model(), Tokenizer.read(folder.resolve("tokenizer.json")));
  }

  /**
   * Writes a tagger so that a folder of that name is either whole or what it was before.
   *
   * @param folder replaced when it is a tagger already
   */
  public static void write(Path folder, Tagger tagger, Split split) throws IOException {
    AtomicFolder.write(
        folder,
        part -> {
          TaggerInfo info = tagger.info();
          write(part, "config.json", JSON.writeValueAsBytes(config(info, tagger.model())));
          Map<String, Tensor> weights = tagger.model().parameters().asMap();
          Safetensors.write(part.resolve("model.safetensors"), weights, Map.of("format", "pt"));
          write(part, "tokenizer.json", tagger.tokenizer().json());
          write(part, "tagline.json", JSON.writeValueAsBytes(info));
          write(part, "split.json", JSON.writeValueAsBytes(split));
          write(part, "README.md", ModelCard.of(info).getBytes(StandardCharsets.UTF_8));
          Checksums.write(part);
        });
  }

  /** The base's configuration with what the hub's classifiers add to it. */
  private static ObjectNode config(TaggerInfo info, DocumentClassifier model) {
    ObjectNode json = model.config().json();
    json.putArray("architectures").add(Architectures.of(model.config()).classifierName());
    ObjectNode names = json.putObject("id2label");
    ObjectNode indexes = json.putObject("label2id");
    List<String> tags = info.tags();
    for (int i = 0; i < tags.size(); i++) {
      names.put(Integer.toString(i), tags.get(i));
      indexes.put(tags.get(i), i);
    }
    json.put(
        "problem_type",
        info.task() == Task.SINGLE ? "single_label_classification" : "multi_label_classification");
    json.put("dtype", "float32");
    return json;
  }

  private static void write(Path part, String name, byte[] bytes) throws IOException {
    AtomicFolder.writeForced(part.resolve(name), bytes);
  }
}
