package org.tagline.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.tagline.checkpoint.CheckpointFormats;
import org.tagline.encoder.ModelConfig;
import org.tagline.encoder.WindowPooling;
import org.tagline.engine.Engine;
import org.tagline.text.BertVocabulary;
import org.tagline.text.Tokenizer;

/**
 * A base in a folder with the hub's layout.
 *
 * @param folder folder with {@code config.json}, the weights, and {@code tokenizer.json} or {@code
 *     vocab.txt}
 * @param id name by which the base was found
 * @param origin {@code folder} or {@code hub cache}
 */
record FolderBase(Path folder, String id, String origin) implements BaseEncoder {

  FolderBase(Path folder) {
    this(folder, folder.toString(), "folder");
  }

  @Override
  public Path location() {
    return folder;
  }

  @Override
  public ModelConfig config() throws IOException {
    return ModelConfig.read(folder.resolve("config.json"));
  }

  @Override
  public WindowPooling pooling() {
    return BaseCard.pooling(folder);
  }

  @Override
  public Tokenizer tokenizer() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    if (Files.exists(file)) {
      return Tokenizer.read(file);
    }
    if (Files.exists(folder.resolve(BertVocabulary.FILE))) {
      return Tokenizer.of(
          BertVocabulary.read(folder).tokenizerJson(),
          folder.resolve(BertVocabulary.FILE).toString());
    }
    throw new IOException(
        folder + " has neither tokenizer.json nor vocab.txt; a base needs its own tokenizer");
  }

  @Override
  public Map<String, Tensor> weights() throws IOException {
    Engine.start();
    return CheckpointFormats.in(folder).read(folder);
  }

  @Override
  public String licence() {
    return BaseCard.licence(folder);
  }

  @Override
  public long bytes() throws IOException {
    long bytes = 0;
    for (Path file : CheckpointFormats.in(folder).files(folder)) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
