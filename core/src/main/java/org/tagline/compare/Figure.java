package org.tagline.compare;

import com.fasterxml.jackson.annotation.JsonValue;

/** Figures of a run, with their locations in the JSON of {@code train} and {@code evaluate}. */
public enum Figure {
  TRAIN_RUNTIME("trainRuntimeSeconds", "/trainRuntimeSeconds", "training, s", 1),
  TRAIN_SAMPLES("trainSamplesPerSecond", "/trainSamplesPerSecond", "training films/s", 2),
  TRAIN_STEPS("trainStepsPerSecond", "/trainStepsPerSecond", "training steps/s", 2),
  TRAIN_LOSS("trainLoss", "/trainLoss", "training loss", 4),
  LOSS("evaluationLoss", "/evaluation/loss", "evaluation loss", 4),
  ACCURACY("accuracy", "/evaluation/accuracy", "accuracy", 3),
  BALANCED_ACCURACY("balancedAccuracy", "/evaluation/balancedAccuracy", "balanced accuracy", 3),
  MACRO_F1("macroF1", "/evaluation/macroF1", "macro-F1", 3),
  MICRO_F1("microF1", "/evaluation/microF1", "micro-F1", 3),
  F1_AT_3("f1At3", "/evaluation/f1At3", "F1@3", 3),
  F1_AT_5("f1At5", "/evaluation/f1At5", "F1@5", 3),
  TAG_RECALL_AT_3("tagRecallAt3", "/evaluation/tagRecallAt3", "tag recall@3", 3),
  TAGS_LEARNED_AT_3("tagsLearnedAt3", "/evaluation/tagsLearnedAt3", "tags learned@3", 1),
  WEIGHTED_F1("weightedF1", "/evaluation/weightedF1", "weighted F1", 3),
  TAIL_F1("tailF1", "/evaluation/byFrequency/tail", "macro-F1 of the tail", 3),
  CALIBRATION_ERROR("calibrationError", "/evaluation/calibrationError", "calibration error", 4),
  AVERAGE_PRECISION(
      "meanAveragePrecision", "/evaluation/meanAveragePrecision", "average precision", 3),
  RUNTIME("evaluationRuntimeSeconds", "/evaluation/runtimeSeconds", "evaluation, s", 2),
  SAMPLES("evaluationSamplesPerSecond", "/evaluation/samplesPerSecond", "films/s", 1),
  /** Films are predicted one at a time, so a step of the evaluation is a film. */
  STEPS("evaluationStepsPerSecond", "/evaluation/samplesPerSecond", "evaluation steps/s", 1),
  MILLIS("millisecondsPerFilm", "/evaluation/millisecondsPerFilm", "ms per film", 2),
  MEMORY("peakMemoryBytes", "/peakMemoryBytes", "peak memory", 0),
  PARAMETERS("parameters", "/parameters", "parameters", 0),
  BYTES("bytesOnDisk", "/bytesOnDisk", "on disk", 0);

  private final String key;
  private final String pointer;
  private final String label;
  private final int digits;

  Figure(String key, String pointer, String label, int digits) {
    this.key = key;
    this.pointer = pointer;
    this.label = label;
    this.digits = digits;
  }

  /** Returns the name of the figure in the JSON of a comparison. */
  @JsonValue
  public String key() {
    return key;
  }

  /** Returns the JSON pointer to the figure in the JSON of a run. */
  public String pointer() {
    return pointer;
  }

  /** Returns the name of the figure in tables. */
  public String label() {
    return label;
  }

  /** Returns the number of decimals to show. */
  public int digits() {
    return digits;
  }
}
