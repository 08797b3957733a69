package org.tagline.tagger;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Document;
import org.tagline.dataset.Split;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.Engine;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.Precision;
import org.tagline.text.Tokenizer;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;
import org.tagline.train.BinaryCrossEntropy;
import org.tagline.train.Checkpoints;
import org.tagline.train.CrossEntropy;
import org.tagline.train.Example;
import org.tagline.train.Loss;
import org.tagline.train.Trainer;
import org.tagline.train.TrainingPlan;
import org.tagline.train.TrainingResult;

/**
 * Makes a tagger: reads the films, weighs the tags, fine-tunes, calibrates on the validation part,
 * measures on the held-out part. Not thread-safe.
 */
public final class TaggerTrainer {
  private static final int LONGEST_WINDOW = 512;

  /** Fewer films than this say too little to calibrate on. */
  private static final int LEAST_TO_CALIBRATE = 30;

  private final TrainingRequest request;
  private final TaggerListener listener;

  public TaggerTrainer(TrainingRequest request, TaggerListener listener) {
    this.request = request;
    this.listener = listener;
  }

  /**
   * What came of it.
   *
   * @param tagger owned by the caller
   * @param training what training did
   * @param evaluation on the held-out part; null where the split has none
   */
  public record Made(Tagger tagger, TrainingResult training, @Nullable Measurement evaluation) {}

  /**
   * Trains and measures. The tagger is not yet written anywhere.
   *
   * <p>Throws IllegalArgumentException where the films do not suffice, IOException where a base or
   * a checkpoint cannot be read, {@link org.tagline.train.TrainingFailedException} where training
   * diverges.
   *
   * @param checkpoints null to write none
   * @param resume go on from the newest checkpoint
   */
  public Made make(@Nullable Path checkpoints, boolean resume) throws IOException {
    Engine.start();
    TrainingPlan plan = request.plan();
    Split split = request.split();
    List<Document> train = Split.documents(split.train(), request.documents());
    double[] weights = plan.classWeights().weights(counts(train));
    Map<String, Tensor> stored = request.base().weights();
    if (!request.base().config().labels().equals(request.tags().names())) {
      // A head for other tags, or for these in another order, would start from wrong answers.
      stored.entrySet().removeIf(TaggerTrainer::ofClassifier);
    }
    Engine.seed(plan.seed());
    ModelLoader.Loaded loaded =
        ModelLoader.load(
            request.base().config(),
            stored,
            request.base().pooling(),
            HeadKind.LINEAR,
            request.tags().size());
    DocumentClassifier model = loaded.model();
    Tokenizer tokenizer = request.base().tokenizer();
    try {
      int longest = Math.min(LONGEST_WINDOW, model.encoder().maxTokens());
      WindowPolicy policy =
          WindowPolicy.parse(
              plan.windows(),
              plan.maxTokens() == 0 ? longest : Math.min(plan.maxTokens(), longest),
              plan.overlap());
      Map<String, Integer> films = new LinkedHashMap<>();
      films.put("train", split.train().size());
      films.put("validation", split.validation().size());
      films.put("test", split.test().size());
      listener.onStart(loaded.fresh(), byTag(weights), films);
      Inference inference = new Inference(model, Precision.parse(plan.precision()));
      List<Example> examples = examples(train, new Windower(tokenizer, policy));
      ValidationPart validation =
          new ValidationPart(
              Split.documents(split.validation(), request.documents()),
              new Windower(tokenizer, policy),
              inference,
              request.task(),
              request.tags(),
              plan.seed());
      Trainer trainer =
          new Trainer(
              model,
              loss(weights),
              plan,
              split.validation().isEmpty() ? null : validation,
              checkpoints == null ? null : new Checkpoints(checkpoints),
              listener);
      TrainingResult result = trainer.train(examples, resume);
      TaggerInfo info =
          info(model, policy, byTag(weights), films, countsByTag(train), result, validation);
      Tagger tagger = new Tagger(info, model, tokenizer);
      return measured(tagger, result);
    } catch (IOException | RuntimeException e) {
      try (PointerScope scope = new PointerScope()) {
        model.close();
      }
      tokenizer.close();
      throw e;
    }
  }

  private static boolean ofClassifier(Map.Entry<String, Tensor> weight) {
    boolean head = weight.getKey().startsWith("classifier.");
    if (head) {
      weight.getValue().close();
    }
    return head;
  }

  private Made measured(Tagger tagger, TrainingResult result) {
    List<Document> test = Split.documents(request.split().test(), request.documents());
    if (test.isEmpty()) {
      return new Made(tagger, result, null);
    }
    List<Document> train = Split.documents(request.split().train(), request.documents());
    Measurement measurement =
        Measurement.of(
            tagger,
            test,
            request.tags().name(mostFrequent(counts(train))),
            (done, total) -> listener.onFilms("measuring", done, total));
    TaggerInfo.Provenance p = tagger.info().provenance();
    TaggerInfo complete =
        tagger
            .info()
            .with(
                new TaggerInfo.Provenance(
                    p.created(),
                    p.dataHash(),
                    p.films(),
                    p.trainingTags(),
                    p.classWeights(),
                    p.plan(),
                    p.training(),
                    new ObjectMapper().valueToTree(measurement.evaluation()),
                    p.versions()));
    return new Made(tagger.with(complete), result, measurement);
  }

  private List<Example> examples(List<Document> documents, Windower windower) {
    List<Example> examples = new ArrayList<>();
    for (Document document : documents) {
      examples.add(
          new Example(document.id(), windower.toTrainOn(document.text()), target(document)));
      listener.onFilms("reading", examples.size(), documents.size());
    }
    return examples;
  }

  private float[] target(Document document) {
    float[] target = new float[request.tags().size()];
    document.tags().stream()
        .filter(request.tags()::contains)
        .forEach(tag -> target[request.tags().indexOf(tag)] = 1);
    if (request.task() == Task.SINGLE && document.tags().size() != 1) {
      throw new IllegalArgumentException(
          "film "
              + document.id()
              + " has the tags "
              + document.tags()
              + " but the task is single; train with --task multi");
    }
    return target;
  }

  private Loss loss(double[] weights) {
    float[] floats = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      floats[i] = (float) weights[i];
    }
    double smoothing = request.plan().labelSmoothing();
    return request.task() == Task.SINGLE
        ? new CrossEntropy(floats, smoothing)
        : new BinaryCrossEntropy(floats, smoothing);
  }

  private long[] counts(List<Document> documents) {
    long[] counts = new long[request.tags().size()];
    for (Document document : documents) {
      document.tags().stream()
          .filter(request.tags()::contains)
          .forEach(tag -> counts[request.tags().indexOf(tag)]++);
    }
    return counts;
  }

  private static int mostFrequent(long[] counts) {
    int most = 0;
    for (int i = 1; i < counts.length; i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    return most;
  }

  private Map<String, Double> byTag(double[] weights) {
    Map<String, Double> byTag = new LinkedHashMap<>();
    for (int i = 0; i < weights.length; i++) {
      byTag.put(request.tags().name(i), weights[i]);
    }
    return byTag;
  }

  private Map<String, Long> countsByTag(List<Document> train) {
    long[] counts = counts(train);
    Map<String, Long> byTag = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      byTag.put(request.tags().name(i), counts[i]);
    }
    return byTag;
  }

  private TaggerInfo info(
      DocumentClassifier model,
      WindowPolicy policy,
      Map<String, Double> weights,
      Map<String, Integer> films,
      Map<String, Long> trainingTags,
      TrainingResult result,
      ValidationPart validation) {
    ObjectMapper json = new ObjectMapper();
    boolean calibrate = validation.size() >= LEAST_TO_CALIBRATE;
    boolean single = request.task() == Task.SINGLE;
    double temperature = calibrate && single ? validation.temperature() : 1;
    return new TaggerInfo(
        TaggerInfo.FORMAT,
        request.name(),
        request.task(),
        request.tags().names(),
        request.base().id(),
        model.pooling().id(),
        "mean",
        model.headKind().id(),
        policy.windows(),
        policy.maxTokens(),
        policy.overlap(),
        request.plan().precision(),
        temperature,
        single ? List.of() : validation.thresholds(calibrate),
        new TaggerInfo.Provenance(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            dataHash(request.documents(), request.tags()),
            films,
            trainingTags,
            weights,
            json.valueToTree(request.plan()),
            json.valueToTree(result),
            null,
            Versions.all()));
  }

  private static String dataHash(List<Document> documents, TagSet tags) {
    MessageDigest digest = Checksums.sha256();
    for (Document document : documents) {
      for (String part : List.of(document.id(), document.text(), document.tags().toString())) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
    }
    digest.update(tags.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }
}
