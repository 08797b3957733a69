package org.tagline.benchmarks.finetuning;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.Launcher;
import org.tagline.benchmarks.input.Preparation;
import org.tagline.benchmarks.python.PythonOption;

/** Both sides of a comparison, each in a fresh process. */
public record FineTuningSides(PythonOption peers) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Preparation.Prepared prepare(Preparation.Order order)
      throws IOException, InterruptedException {
    return tagline(Preparation.class, Preparation.Prepared.class, order);
  }

  public FineTuningResult tagline(FineTuningTask work) throws IOException, InterruptedException {
    return tagline(TaglineFineTuning.class, FineTuningResult.class, work);
  }

  public FineTuningResult trainer(FineTuningTask work) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            peers.path().toString(), "benchmarks/peers/finetune.py", JSON.writeValueAsString(work));
    return new FreshProcess("", Map.of("HF_HUB_OFFLINE", "1", "CUDA_VISIBLE_DEVICES", ""))
        .run("finetune.py", FineTuningResult.class, command);
  }

  private static <T> T tagline(Class<?> main, Class<T> result, Object order)
      throws IOException, InterruptedException {
    return new FreshProcess("1g", Launcher.ENVIRONMENT)
        .run(main, result, JSON.writeValueAsString(order));
  }
}
