package org.tagline.benchmarks.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.tagline.benchmarks.FreshProcess;
import org.tagline.benchmarks.Launcher;
import org.tagline.benchmarks.PeersPython;

/** Both sides of a comparison, each in a fresh process. */
record Sides(PeersPython peers) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Preparation.Prepared prepare(Preparation.Order order) throws IOException, InterruptedException {
    return tagline(Preparation.class, Preparation.Prepared.class, order);
  }

  FineTuned tagline(FineTuning work) throws IOException, InterruptedException {
    return tagline(TaglineFineTuning.class, FineTuned.class, work);
  }

  FineTuned trainer(FineTuning work) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            peers.path().toString(), "benchmarks/peers/finetune.py", JSON.writeValueAsString(work));
    return new FreshProcess("", Map.of("HF_HUB_OFFLINE", "1", "CUDA_VISIBLE_DEVICES", ""))
        .run("finetune.py", FineTuned.class, command);
  }

  private static <T> T tagline(Class<?> main, Class<T> result, Object order)
      throws IOException, InterruptedException {
    return new FreshProcess("1g", Launcher.ENVIRONMENT)
        .run(main, result, JSON.writeValueAsString(order));
  }
}
