package org.tagline.benchmarks.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Set;

/** ONNX Runtime with a graph that Tagline exported. */
public final class OnnxRuntime implements InferenceRuntime {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  private OnnxRuntime(InferenceTask task) throws Exception {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(task.threads());
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(task.model().toString(), options);
    }
  }

  /** Runs an {@link InferenceRuntime.InferenceTask}. */
  public static void main(String[] arguments) throws Exception {
    InferenceRuntime.run(arguments, OnnxRuntime::new);
  }

  @Override
  public float[] logits(int[][] windows) throws Exception {
    int longest = 0;
    for (int[] window : windows) {
      longest = Math.max(longest, window.length);
    }
    long[][] ids = new long[windows.length][longest];
    long[][] mask = new long[windows.length][longest];
    for (int i = 0; i < windows.length; i++) {
      for (int token = 0; token < windows[i].length; token++) {
        ids[i][token] = windows[i][token];
        mask[i][token] = 1;
      }
    }
    try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
        OnnxTensor types = OnnxTensor.createTensor(environment, new long[ids.length][longest]);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", idTensor, "attention_mask", maskTensor, "token_type_ids", types),
                Set.of("logits"))) {
      return ((float[][]) result.get(0).getValue())[0];
    }
  }

  @Override
  public void close() throws Exception {
    session.close();
  }
}
