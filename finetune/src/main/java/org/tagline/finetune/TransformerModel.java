package org.tagline.finetune;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.tagline.checkpoint.Safetensors;
import org.tagline.dataset.Task;
import org.tagline.encoder.Architectures;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelConfig;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.PeftFolder;
import org.tagline.encoder.WindowPooling;
import org.tagline.engine.Engine;
import org.tagline.engine.Precision;
import org.tagline.engine.WorkerPool;
import org.tagline.files.AtomicFolder;
import org.tagline.files.JsonFiles;
import org.tagline.onnx.OnnxModel;
import org.tagline.onnx.Products;
import org.tagline.tagger.Cancellation;
import org.tagline.tagger.ModelCard;
import org.tagline.tagger.ModelKind;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Quantization;
import org.tagline.tagger.TaggerInfo;
import org.tagline.tagger.TaggerModel;
import org.tagline.text.Tokenizer;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;
import org.tagline.text.Windows;

/**
 * Fine-tuned encoder with a head, stored in the layout of the Hugging Face hub. A LoRA adapter is
 * merged into the weights and also stored in the folder {@code adapter} in PEFT's layout.
 */
final class TransformerModel implements TaggerModel {

  private static final String ADAPTER = "adapter";

  private final DocumentClassifier model;
  private final Tokenizer tokenizer;
  private final Windower windower;
  private final Inference inference;
  private final Inference approximate;

  /**
   * Creates a model, which takes ownership of the classifier and the tokenizer.
   *
   * @param precision {@code auto}, {@code bf16} or {@code fp32}
   */
  TransformerModel(
      DocumentClassifier model, Tokenizer tokenizer, WindowPolicy policy, String precision) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.windower = new Windower(tokenizer, policy);
    this.inference = new Inference(model, Precision.parse(precision));
    this.approximate = new Inference(model, Precision.quickest(precision));
  }

  static TransformerModel load(Path folder, TaggerInfo info) throws IOException {
    try {
      return WorkerPool.shared()
          .onAllThreads(
              () -> {
                try {
                  return read(folder, info);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static TransformerModel read(Path folder, TaggerInfo info) throws IOException {
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
      throw new IOException(folder + " is missing the weights " + loaded.fresh());
    }
    return new TransformerModel(
        loaded.model(),
        Tokenizer.read(folder.resolve("tokenizer.json")),
        WindowPolicy.parse(info.windows(), info.maxTokens(), info.overlap()),
        info.precision());
  }

  @Override
  public ModelKind kind() {
    return new TransformerKind();
  }

  @Override
  public Reading read(String text, Cancellation cancellation) {
    return read(text, EvidenceFinder.Others.NONE, cancellation);
  }

  /** Reads a text whose evidence includes the contributions of other models. */
  Reading read(String text, EvidenceFinder.Others others, Cancellation cancellation) {
    cancellation.check();
    return new TransformerReading(text, windower.toRead(text), others, cancellation);
  }

  @Override
  public Map<String, String> versions() {
    String library = Tensor.class.getPackage().getImplementationVersion();
    return Map.of(
        "libtorch",
        library == null ? "unknown" : library,
        "threads",
        Integer.toString(Engine.threads()));
  }

  @Override
  public long parameters() {
    return model.parameters().asMap().values().stream().mapToLong(Tensor::numel).sum();
  }

  @Override
  public ModelCard.Words words(TaggerInfo info) {
    return new ModelCard.Words(
        "Fine-tuned from `" + info.base() + "`",
        "Texts are read in windows of at most "
            + info.maxTokens()
            + " tokens (`"
            + info.windows()
            + "`), "
            + info.windowPooling()
            + "-pooled; a film is the mean of its windows.");
  }

  @Override
  public void write(Path part, TaggerInfo info) throws IOException {
    AtomicFolder.writeForced(
        part.resolve("config.json"), JsonFiles.INDENTED.writeValueAsBytes(config(info)));
    Map<String, Tensor> weights = model.parameters().asMap();
    Safetensors.write(part.resolve("model.safetensors"), weights, Map.of("format", "pt"));
    AtomicFolder.writeForced(part.resolve("tokenizer.json"), tokenizer.json());
    if (model.parameters().adapter().isPresent()) {
      PeftFolder.write(part.resolve(ADAPTER), model, info.base());
    }
  }

  @Override
  public void writeOnnx(Path part, TaggerInfo info, Quantization quantization) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("tags", JsonFiles.INDENTED.writeValueAsString(info.tags()));
    metadata.put("task", info.task().name().toLowerCase(Locale.ROOT));
    metadata.put("thresholds", JsonFiles.INDENTED.writeValueAsString(info.thresholds()));
    if (!info.calibration().isEmpty()) {
      metadata.put("calibration", JsonFiles.INDENTED.writeValueAsString(info.calibration()));
    }
    metadata.put("max_tokens", Integer.toString(info.maxTokens()));
    metadata.put("overlap", Integer.toString(info.overlap()));
    OnnxModel.write(
        part.resolve("model.onnx"),
        model,
        quantization == Quantization.INT8 ? Products.INT8 : Products.FP32,
        new OnnxModel.Probabilities(info.task() == Task.SINGLE, info.temperature()),
        metadata);
    AtomicFolder.writeForced(
        part.resolve("config.json"), JsonFiles.INDENTED.writeValueAsBytes(config(info)));
    AtomicFolder.writeForced(part.resolve("tokenizer.json"), tokenizer.json());
  }

  /** Returns the configuration of the base with the properties of the hub's classifiers. */
  private ObjectNode config(TaggerInfo info) {
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

  @Override
  public void close() {
    try (PointerScope scope = new PointerScope()) {
      model.close();
    }
    tokenizer.close();
  }

  /** The windows of a text, with logits computed on demand. For one thread. */
  private final class TransformerReading implements Reading {
    private final String text;
    private final Windows read;
    private final EvidenceFinder.Others others;
    private final Cancellation cancellation;
    private float @Nullable [] logits;

    TransformerReading(
        String text, Windows read, EvidenceFinder.Others others, Cancellation cancellation) {
      this.text = text;
      this.read = read;
      this.others = others;
      this.cancellation = cancellation;
    }

    @Override
    public int windows() {
      return read.windows().size();
    }

    @Override
    public int tokensRead() {
      return read.tokensRead();
    }

    @Override
    public int tokensTotal() {
      return read.tokensTotal();
    }

    @Override
    public float[] logits() {
      float[] computed = logits;
      if (computed == null) {
        computed = inference.logits(read.windows(), cancellation);
        logits = computed;
      }
      return computed;
    }

    @Override
    public float[] approximateLogits() {
      boolean faster = approximate.precision() != inference.precision();
      return faster && logits == null ? approximate.logits(read.windows(), cancellation) : logits();
    }

    @Override
    public List<Prediction.Evidence> evidence(int tag, int passages) {
      return new EvidenceFinder(model, inference, cancellation)
          .find(text, read.windows(), logits(), tag, passages, others);
    }
  }
}
