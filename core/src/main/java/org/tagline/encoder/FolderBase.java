package org.tagline.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.tagline.encoder.checkpoint.CheckpointException;
import org.tagline.encoder.checkpoint.Safetensors;
import org.tagline.text.Tokenizer;

/**
 * A base in a folder of the hub's layout.
 *
 * @param folder holds {@code config.json}, {@code tokenizer.json} and the weights
 */
record FolderBase(Path folder) implements BaseEncoder {

  @Override
  public String id() {
    return folder.toString();
  }

  @Override
  public ModelConfig config() throws IOException {
    return ModelConfig.read(folder.resolve("config.json"));
  }

  @Override
  public WindowPooling pooling() {
    return Files.exists(folder.resolve("1_Pooling")) ? WindowPooling.MEAN : WindowPooling.CLS;
  }

  @Override
  public Tokenizer tokenizer() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    if (!Files.exists(file)) {
      throw new IOException(folder + " has no tokenizer.json; a base needs its own tokenizer");
    }
    return Tokenizer.read(file);
  }

  @Override
  public Map<String, Tensor> weights() throws IOException {
    Engine.start();
    Path file = folder.resolve("model.safetensors");
    if (!Files.exists(file)) {
      throw new CheckpointException(folder.toString(), "has no model.safetensors");
    }
    return Safetensors.read(file);
  }

  @Override
  public String origin() {
    return "folder";
  }

  @Override
  public String licence() {
    return "unknown";
  }

  @Override
  public long bytes() throws IOException {
    return Files.size(folder.resolve("model.safetensors"));
  }
}
