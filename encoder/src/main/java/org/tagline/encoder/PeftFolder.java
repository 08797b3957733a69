package org.tagline.encoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.tagline.checkpoint.Safetensors;
import org.tagline.engine.LoraAdapter;
import org.tagline.engine.Parameters;
import org.tagline.files.AtomicFolder;
import org.tagline.files.BoundedFile;
import org.tagline.files.JsonFiles;

/**
 * Reads and writes a LoRA adapter and its head in PEFT's layout
 * (https://github.com/huggingface/peft): {@code adapter_config.json} and {@code
 * adapter_model.safetensors}.
 *
 * <p>{@code target_modules} holds the full names of the adapted layers, since PEFT would match a
 * last component in every layer. The head's layers are in {@code modules_to_save}.
 */
public final class PeftFolder {
  private static final String CONFIG = "adapter_config.json";
  private static final String WEIGHTS = "adapter_model.safetensors";

  /** Prefix that PEFT adds to a model's own names. */
  private static final String PREFIX = "base_model.model.";

  private PeftFolder() {}

  /**
   * Writes the model's adapter and head into a folder and forces them to disk.
   *
   * @param folder the folder, which must not contain an adapter yet
   * @param model the model with the adapter
   * @param base the name or folder of the encoder that the adapter belongs to
   * @throws IllegalArgumentException if the model has no adapter
   */
  public static void write(Path folder, DocumentClassifier model, String base) throws IOException {
    LoraAdapter adapter =
        model
            .parameters()
            .adapter()
            .orElseThrow(() -> new IllegalArgumentException("the model has no adapter"));
    Files.createDirectories(folder);
    byte[] config = JsonFiles.INDENTED.writeValueAsBytes(config(adapter, model, base));
    AtomicFolder.writeForced(folder.resolve(CONFIG), config);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    adapter.asMap().forEach((name, tensor) -> weights.put(PREFIX + name, tensor));
    model.headWeights().forEach(name -> weights.put(PREFIX + name, model.parameters().get(name)));
    Safetensors.write(folder.resolve(WEIGHTS), weights, Map.of("format", "pt"));
  }

  /**
   * Attaches the adapter in a folder to a model of its base, and loads the head.
   *
   * @throws IOException if the adapter is unreadable, not plain LoRA, or for another model
   */
  public static void attach(Path folder, DocumentClassifier model) throws IOException {
    Path file = folder.resolve(CONFIG);
    if (!Files.exists(file)) {
      throw new IOException(folder + " is not an adapter: it has no " + CONFIG);
    }
    JsonNode config;
    try {
      config = JsonFiles.tree(file, BoundedFile.SETTINGS);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not valid JSON: " + e.getOriginalMessage(), e);
    }
    if (!config.path("peft_type").asText().equals("LORA")
        || config.path("use_dora").asBoolean()
        || config.path("use_rslora").asBoolean()
        || !config.path("rank_pattern").isEmpty()
        || !config.path("alpha_pattern").isEmpty()
        || config.path("r").asInt() < 1) {
      throw new IOException(file + " describes an adapter other than plain LoRA");
    }
    int rank = config.path("r").asInt();
    Map<String, Tensor> unused = Safetensors.read(folder.resolve(WEIGHTS));
    Map<String, Tensor> adapter = new LinkedHashMap<>();
    try (NoGradGuard noGrad = new NoGradGuard()) {
      for (var entry : List.copyOf(unused.entrySet())) {
        String stored = entry.getKey();
        String name = stored.startsWith(PREFIX) ? stored.substring(PREFIX.length()) : stored;
        Tensor tensor = entry.getValue();
        unused.remove(stored);
        adapter.put(name, tensor);
        check(folder, name, tensor, rank, model.parameters());
        if (!LoraAdapter.isWeight(name)) {
          model.parameters().get(name).copy_(tensor);
          adapter.remove(name);
          tensor.close();
        }
      }
      model
          .parameters()
          .attach(
              new LoraAdapter(
                  rank,
                  config.path("lora_alpha").asDouble(),
                  config.path("lora_dropout").asDouble(),
                  adapter));
    } catch (IOException | RuntimeException e) {
      adapter.values().forEach(Tensor::close);
      unused.values().forEach(Tensor::close);
      throw e;
    }
  }

  private static ObjectNode config(LoraAdapter adapter, DocumentClassifier model, String base) {
    ObjectNode json = JsonFiles.INDENTED.createObjectNode();
    json.put("peft_type", "LORA").put("task_type", "SEQ_CLS").put("inference_mode", true);
    json.put("base_model_name_or_path", base).put("r", adapter.rank());
    if (adapter.alpha() == Math.rint(adapter.alpha())) {
      json.put("lora_alpha", (long) adapter.alpha());
    } else {
      json.put("lora_alpha", adapter.alpha());
    }
    json.put("lora_dropout", adapter.dropout()).put("bias", "none");
    json.put("fan_in_fan_out", false).put("init_lora_weights", true);
    json.put("use_rslora", false).put("use_dora", false);
    json.putObject("rank_pattern");
    json.putObject("alpha_pattern");
    ArrayNode targets = json.putArray("target_modules");
    adapter.modules().forEach(targets::add);
    ArrayNode saved = json.putArray("modules_to_save");
    headModules(model).forEach(saved::add);
    return json;
  }

  private static List<String> headModules(DocumentClassifier model) {
    return model.headWeights().stream()
        .map(name -> name.substring(0, name.lastIndexOf('.')))
        .distinct()
        .toList();
  }

  /** Checks that the model has a weight of the name and shape of a stored one. */
  private static void check(Path folder, String name, Tensor tensor, int rank, Parameters model)
      throws IOException {
    String adapted = LoraAdapter.isWeight(name) ? LoraAdapter.moduleOf(name) + ".weight" : name;
    if (!model.has(adapted)) {
      throw new IOException(folder + " is for another model: this one has no " + adapted);
    }
    long[] shape = model.get(adapted).shape();
    if (name.endsWith(LoraAdapter.A)) {
      shape = new long[] {rank, shape[1]};
    } else if (name.endsWith(LoraAdapter.B)) {
      shape = new long[] {shape[0], rank};
    }
    if (!Arrays.equals(tensor.shape(), shape)) {
      throw new IOException(
          folder
              + " is for another model: the shape of its "
              + name
              + " is "
              + Arrays.toString(tensor.shape())
              + ", not "
              + Arrays.toString(shape));
    }
  }
}
