package org.tagline.train.method;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.tagline.encoder.WindowVectors;
import org.tagline.train.Example;
import org.tagline.train.Method;
import org.tagline.train.TrainingListener;

/** A training whose passes start above the unchanged layers. */
class UpperSession implements Method.Session {
  private final UpperLayers upper;
  private final Map<String, Tensor> trained;

  UpperSession(UpperLayers upper, Map<String, Tensor> trained) {
    this.upper = upper;
    this.trained = trained;
  }

  @Override
  public final Map<String, Tensor> trained() {
    return trained;
  }

  @Override
  public final void prepare(List<Example> examples, TrainingListener listener) throws IOException {
    upper.prepare(examples, listener);
  }

  @Override
  public final WindowVectors vectors() {
    return upper.vectors();
  }

  @Override
  public final void close() throws IOException {
    upper.close();
  }
}
