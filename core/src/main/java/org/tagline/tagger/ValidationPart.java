package org.tagline.tagger;

import java.util.ArrayList;
import java.util.List;
import org.tagline.dataset.Document;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.evaluate.Calibration;
import org.tagline.evaluate.Evaluation;
import org.tagline.evaluate.Evaluator;
import org.tagline.evaluate.Thresholds;
import org.tagline.text.Window;
import org.tagline.text.Windower;
import org.tagline.train.Validation;

/** The films that choose the best epoch, the temperature and the thresholds. */
final class ValidationPart implements Validation {
  private final List<Document> documents;
  private final List<List<Window>> windows = new ArrayList<>();
  private final Inference inference;
  private final Task task;
  private final TagSet tags;
  private final long seed;

  ValidationPart(
      List<Document> documents,
      Windower windower,
      Inference inference,
      Task task,
      TagSet tags,
      long seed) {
    this.documents = documents;
    this.inference = inference;
    this.task = task;
    this.tags = tags;
    this.seed = seed;
    documents.forEach(d -> windows.add(windower.toRead(d.text()).windows()));
  }

  int size() {
    return documents.size();
  }

  /** Macro-F1 of exclusive tags; micro-F1 at the best global threshold of many. */
  @Override
  public Result measure(DocumentClassifier model) {
    float[][] probabilities = probabilities(logits());
    if (task == Task.SINGLE) {
      Evaluation evaluation =
          Evaluator.single(tags, Gold.single(documents, tags), probabilities, seed);
      return new Result(evaluation.loss(), evaluation.macroF1(), "macroF1");
    }
    boolean[][] gold = Gold.multi(documents, tags);
    float[] thresholds = Thresholds.uniform(tags.size(), Thresholds.global(gold, probabilities));
    Evaluation evaluation = Evaluator.multi(tags, gold, probabilities, thresholds, seed);
    return new Result(evaluation.loss(), evaluation.microF1(), "microF1");
  }

  double temperature() {
    return Calibration.fitTemperature(Gold.single(documents, tags), logits());
  }

  /** The best global threshold for every tag, or one half where there is too little to fit. */
  List<Float> thresholds(boolean fit) {
    float threshold =
        fit
            ? Thresholds.global(Gold.multi(documents, tags), probabilities(logits()))
            : Thresholds.DEFAULT;
    return java.util.Collections.nCopies(tags.size(), threshold);
  }

  private float[][] logits() {
    return windows.stream().map(inference::logits).toArray(float[][]::new);
  }

  private float[][] probabilities(float[][] logits) {
    float[][] probabilities = new float[logits.length][];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = Tagger.probabilities(task, logits[i], 1);
    }
    return probabilities;
  }
}
