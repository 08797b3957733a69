package org.tagline.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagline.engine.Engine;
import org.tagline.engine.Parameters;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;

class FunnelTest {

  @BeforeAll
  static void seed() {
    Engine.seed(3);
  }

  static Stream<Arguments> settings() {
    return IntStream.range(0, 16)
        .mapToObj(i -> Arguments.of((i & 1) > 0, (i & 2) > 0, (i & 4) > 0, (i & 8) > 0));
  }

  /** Both forms compute the same sum (appendix A.2 of the paper). */
  @ParameterizedTest(name = "separate_cls {0}, truncate_seq {1}, pool_q_only {2}, max {3}")
  @MethodSource("settings")
  void bothFormsOfRelativeAttentionAgree(
      boolean separateCls, boolean truncate, boolean queryOnly, boolean max) {
    ObjectNode json = config().put("separate_cls", separateCls).put("truncate_seq", truncate);
    json.put("pool_q_only", queryOnly).put("pooling_type", max ? "max" : "mean");
    ModelConfig shift = new ModelConfig(json.deepCopy().put("attention_type", "relative_shift"));
    ModelConfig factors = new ModelConfig(json.deepCopy().put("attention_type", "factorized"));
    try (PointerScope scope = new PointerScope();
        Parameters weights = weights(shift)) {
      Tensor a = encode(shift, weights, batch(13, 9, 5), Precision.FP32);
      Tensor b = encode(factors, weights, batch(13, 9, 5), Precision.FP32);

      assertThat(a.sub(b).abs().max().item_double()).isLessThan(1e-4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 17})
  void textsOfAnyLengthAreEncoded(int tokens) {
    for (boolean separateCls : new boolean[] {true, false}) {
      for (String form : new String[] {"relative_shift", "factorized"}) {
        ModelConfig config =
            new ModelConfig(config().put("separate_cls", separateCls).put("attention_type", form));
        try (PointerScope scope = new PointerScope();
            Parameters weights = weights(config)) {
          Tensor encoded = encode(config, weights, batch(tokens), Precision.FP32);
          assertThat(encoded.isfinite().all().item_bool()).as(form).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative_shift", "factorized"})
  void bfloat16IsCloseToFloat32(String form) {
    ModelConfig config = new ModelConfig(config().put("attention_type", form));
    try (PointerScope scope = new PointerScope();
        Parameters weights = weights(config)) {
      Tensor exact = encode(config, weights, batch(13, 9), Precision.FP32).select(1, 0);
      Tensor rounded = encode(config, weights, batch(13, 9), Precision.BF16).select(1, 0);

      assertThat(exact.sub(rounded).abs().max().item_double()).isBetween(1e-6, 0.1);
    }
  }

  private static ObjectNode config() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("model_type", "funnel");
    json.put("d_model", 16).put("n_head", 2).put("d_head", 8).put("d_inner", 24);
    json.put("vocab_size", 50);
    json.putArray("block_sizes").add(1).add(2).add(1);
    json.putArray("block_repeats").add(1).add(1).add(2);
    return json;
  }

  private static Parameters weights(ModelConfig config) {
    return Parameters.fresh(Architectures.of(config).encoderParameters(config), 0.1);
  }

  private static Tensor encode(
      ModelConfig config, Parameters weights, TokenBatch batch, Precision precision) {
    return Architectures.of(config)
        .encoder(config)
        .forward(batch, Pass.inference(weights, precision));
  }

  /** Returns texts of the given lengths, padded to the first length. */
  private static TokenBatch batch(int... lengths) {
    List<int[]> ids = new ArrayList<>();
    List<int[]> masks = new ArrayList<>();
    List<int[]> types = new ArrayList<>();
    for (int length : lengths) {
      ids.add(Arrays.copyOf(IntStream.range(2, 2 + length).toArray(), lengths[0]));
      masks.add(IntStream.range(0, lengths[0]).map(i -> i < length ? 1 : 0).toArray());
      types.add(IntStream.range(0, lengths[0]).map(i -> i == 0 ? 2 : i % 2).toArray());
    }
    return TokenBatch.of(
        ids.toArray(new int[0][]), masks.toArray(new int[0][]), types.toArray(new int[0][]));
  }
}
