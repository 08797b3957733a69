package org.tagline.benchmarks.finetuning;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.Launcher;
import org.tagline.benchmarks.input.Preparation;
import org.tagline.benchmarks.input.Preparation.PreparationTask;
import org.tagline.benchmarks.input.Preparation.PreparedInput;
import org.tagline.benchmarks.python.PythonOption;

/**
 * The two sides of a fine-tuning comparison; each task runs in a fresh process.
 *
 * @param python Python interpreter that has Hugging Face Trainer
 */
public record FineTuningSides(PythonOption python) {
  private static final FreshProcess TAGLINE = new FreshProcess("1g", Launcher.ENVIRONMENT);

  /** Prepares the input of both sides. */
  public PreparedInput prepare(PreparationTask task) throws IOException, InterruptedException {
    return TAGLINE.run(Preparation.class, PreparedInput.class, task);
  }

  /** Fine-tunes with Tagline. */
  public FineTuningResult tagline(FineTuningTask task) throws IOException, InterruptedException {
    return TAGLINE.run(TaglineFineTuning.class, FineTuningResult.class, task);
  }

  /** Fine-tunes with Hugging Face Trainer. */
  public FineTuningResult trainer(FineTuningTask task) throws IOException, InterruptedException {
    List<String> command = List.of(python.interpreter().toString(), "benchmarks/peers/finetune.py");
    return new FreshProcess("", Map.of("HF_HUB_OFFLINE", "1", "CUDA_VISIBLE_DEVICES", ""))
        .runCommand("finetune.py", FineTuningResult.class, command, task);
  }
}
