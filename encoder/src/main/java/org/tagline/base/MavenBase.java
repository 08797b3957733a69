package org.tagline.base;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.tagline.checkpoint.OnnxWeights;
import org.tagline.encoder.ModelConfig;
import org.tagline.encoder.WindowPooling;
import org.tagline.engine.Engine;
import org.tagline.files.JsonFiles;
import org.tagline.text.Tokenizer;

/**
 * A base whose ONNX export and tokenizer are in a jar on the class path.
 *
 * @param id name of the base and of its files in the jar
 * @param pooling pooling with which it was trained
 * @param licence SPDX identifier of the licence of the weights
 * @param layers number of the encoder's layers; all other sizes are common to these bases
 */
record MavenBase(String id, WindowPooling pooling, String licence, int layers)
    implements BaseEncoder {

  @Override
  public ModelConfig config() {
    var json = JsonFiles.COMPACT.createObjectNode();
    json.put("model_type", "bert").put("hidden_size", 384).put("num_attention_heads", 12);
    json.put("num_hidden_layers", layers).put("intermediate_size", 1536).put("hidden_act", "gelu");
    json.put("vocab_size", 30522).put("type_vocab_size", 2).put("max_position_embeddings", 512);
    json.put("layer_norm_eps", 1e-12).put("hidden_dropout_prob", 0.1).put("pad_token_id", 0);
    json.put("attention_probs_dropout_prob", 0.1).put("initializer_range", 0.02);
    return new ModelConfig(json);
  }

  @Override
  public Tokenizer tokenizer() throws IOException {
    try (InputStream in = resource(id + "-tokenizer.json").openStream()) {
      return Tokenizer.of(in.readAllBytes(), id);
    }
  }

  @Override
  public Map<String, Tensor> weights() throws IOException {
    Engine.start();
    String file = id + ".onnx";
    // Outside the heap, which would otherwise stay as large as the file during a training.
    long size = bytes();
    if (size < 0) {
      throw new IOException("the size of " + file + " on the class path is unknown");
    }
    try (BytePointer memory = new BytePointer(size);
        ReadableByteChannel in = Channels.newChannel(resource(file).openStream())) {
      ByteBuffer onnx = memory.asByteBuffer();
      int read = 0;
      while (onnx.hasRemaining() && read >= 0) {
        read = in.read(onnx);
      }
      return OnnxWeights.read(file, onnx.flip());
    }
  }

  @Override
  public String origin() {
    return "Maven";
  }

  @Override
  public long bytes() throws IOException {
    return resource(id + ".onnx").openConnection().getContentLengthLong();
  }

  private static URL resource(String name) throws IOException {
    URL url = MavenBase.class.getResource("/" + name);
    if (url == null) {
      throw new FileNotFoundException(
          name + " is not on the class path; add the jar that contains it");
    }
    return url;
  }
}
