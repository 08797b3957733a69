package org.tagline.finetune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.TokenBatch;
import org.tagline.engine.WorkerPool;
import org.tagline.tagger.Cancellation;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Sentences;
import org.tagline.text.Window;

/**
 * Finds the sentences that support a tag. Gradient × input (Shrikumar et al., 2016,
 * https://arxiv.org/abs/1605.01713) selects candidates, and leaving each out (occlusion) measures
 * its effect on the logit.
 */
final class EvidenceFinder {
  private static final int CANDIDATES_PER_PASSAGE = 2;

  private final DocumentClassifier model;
  private final Inference inference;
  private final Cancellation cancellation;

  EvidenceFinder(DocumentClassifier model, Inference inference, Cancellation cancellation) {
    this.model = model;
    this.inference = inference;
    this.cancellation = cancellation;
  }

  /** Contributions of other models to the logit of a tag. */
  @FunctionalInterface
  interface Others {
    /** No contributions. */
    Others NONE = (tag, sentences) -> new double[sentences.size()];

    /** Returns the contribution of each sentence to the logit of a tag. */
    double[] bySentence(int tag, List<Sentences.Span> sentences);
  }

  /**
   * Returns the passages whose removal lowers the logit of a tag most, the strongest first.
   *
   * @param text the text
   * @param windows windows of the text
   * @param logits logits of the encoder for the text
   * @param tag index of the tag
   * @param passages largest number of passages
   * @param others contributions of other models
   */
  List<Prediction.Evidence> find(
      String text, List<Window> windows, float[] logits, int tag, int passages, Others others) {
    List<Sentences.Span> sentences = Sentences.of(text);
    double[] added = others.bySentence(tag, sentences);
    double[] scores = sentenceScores(sentences, windows, tag);
    List<Integer> candidates =
        IntStream.range(0, sentences.size())
            .boxed()
            .filter(i -> sentences.size() > 1)
            .sorted(Comparator.comparingDouble(i -> -scores[i] - added[i]))
            .limit((long) passages * CANDIDATES_PER_PASSAGE)
            .toList();
    List<Prediction.Evidence> evidence = new ArrayList<>();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor vectors = inference.vectors(windows, cancellation);
      List<Float> without =
          WorkerPool.shared()
              .each(candidates, i -> logitWithout(sentences.get(i), windows, vectors, tag));
      for (int i = 0; i < candidates.size(); i++) {
        Sentences.Span span = sentences.get(candidates.get(i));
        double weight = logits[tag] - without.get(i) + added[candidates.get(i)];
        if (weight > 0) {
          evidence.add(
              new Prediction.Evidence(
                  span.start(), span.end(), text.substring(span.start(), span.end()), weight));
        }
      }
    }
    evidence.sort(Comparator.comparingDouble(Prediction.Evidence::weight).reversed());
    return evidence.subList(0, Math.min(passages, evidence.size()));
  }

  /** Returns the logit of a tag after removing the tokens of a sentence from the windows. */
  private float logitWithout(Sentences.Span span, List<Window> windows, Tensor vectors, int tag) {
    cancellation.check();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor changed = vectors.clone();
      for (int i = 0; i < windows.size(); i++) {
        Window without = without(span, windows.get(i));
        if (without.size() < windows.get(i).size()) {
          changed
              .select(0, i)
              .copy_(inference.vectors(List.of(without), cancellation).select(0, 0));
        }
      }
      return Inference.floats(inference.logits(changed))[tag];
    }
  }

  private static Window without(Sentences.Span span, Window window) {
    int[] kept =
        IntStream.range(0, window.size())
            .filter(
                i -> window.ends()[i] == 0 || !span.overlaps(window.starts()[i], window.ends()[i]))
            .toArray();
    return new Window(
        pick(window.ids(), kept),
        pick(window.types(), kept),
        pick(window.starts(), kept),
        pick(window.ends(), kept));
  }

  private static int[] pick(int[] values, int[] kept) {
    return Arrays.stream(kept).map(i -> values[i]).toArray();
  }

  /** Returns gradient × input of the embeddings, summed over the tokens of each sentence. */
  private double[] sentenceScores(List<Sentences.Span> sentences, List<Window> windows, int tag) {
    double[] scores = new double[sentences.size()];
    try (PointerScope scope = new PointerScope()) {
      Tensor leaf;
      try (NoGradGuard noGrad = new NoGradGuard()) {
        leaf = inference.vectors(windows, cancellation).detach();
      }
      leaf.requires_grad_(true);
      WorkerPool.shared().one(() -> differentiate(leaf, tag));
      Tensor gradient = leaf.grad();
      List<Integer> all = IntStream.range(0, windows.size()).boxed().toList();
      List<float[]> scored =
          WorkerPool.shared().each(all, i -> tokenScores(windows.get(i), gradient, i));
      all.forEach(i -> add(scores, sentences, windows.get(i), scored.get(i)));
    }
    return scores;
  }

  private Tensor differentiate(Tensor vectors, int tag) {
    try (PointerScope scope = new PointerScope()) {
      inference.logits(vectors).select(1, tag).sum().backward();
      return vectors;
    }
  }

  private float[] tokenScores(Window window, Tensor gradient, int index) {
    cancellation.check();
    try (PointerScope scope = new PointerScope()) {
      TokenBatch batch = TokenBatch.of(List.of(window), 0);
      Tensor[] embeddings = new Tensor[1];
      Tensor hidden =
          model
              .encoder()
              .forward(
                  batch,
                  inference.pass(),
                  state -> {
                    if (embeddings[0] == null) {
                      embeddings[0] = state.requires_grad_(true);
                    }
                  });
      Tensor vector = model.pooling().pool(hidden, batch);
      vector.mul(gradient.narrow(0, index, 1)).sum().backward();
      Tensor input = embeddings[0];
      return Inference.floats(input.grad().mul(input).detach().sum(2).select(0, 0));
    }
  }

  /** Adds the score of each token to its sentence; tokens and sentences are in reading order. */
  private static void add(
      double[] scores, List<Sentences.Span> sentences, Window window, float[] tokenScores) {
    int sentence = 0;
    for (int i = 0; i < window.size(); i++) {
      if (window.ends()[i] == 0) {
        continue;
      }
      while (sentence < sentences.size() && sentences.get(sentence).end() <= window.starts()[i]) {
        sentence++;
      }
      if (sentence < sentences.size()
          && sentences.get(sentence).overlaps(window.starts()[i], window.ends()[i])) {
        scores[sentence] += tokenScores[i];
      }
    }
  }
}
