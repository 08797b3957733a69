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
 * A base whose ONNX export and tokenizer come in a jar on the class path.
 *
 * @param id its name, also of the files in the jar
 * @param pooling how it was trained to pool a window
 * @param licence of the weights
 * @param layers of the encoder; the other sizes are the same for all three
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
    // Beside the heap, which would stay as large as the file for the whole of a training.
    long size = bytes();
    if (size < 0) {
      throw new IOException(file + " on the class path does not say how long it is");
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
          name + " is not on the class path; build with the embeddings' jar");
    }
    return url;
  }
}
