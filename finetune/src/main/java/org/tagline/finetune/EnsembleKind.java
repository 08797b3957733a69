package org.tagline.finetune;

import java.io.IOException;
import java.nio.file.Path;
import org.tagline.tagger.ModelKind;
import org.tagline.tagger.TaggerInfo;
import org.tagline.tagger.TaggerModel;

/** Ensemble of a fine-tuned encoder and a linear model. */
public final class EnsembleKind implements ModelKind {

  @Override
  public String id() {
    return "ensemble";
  }

  @Override
  public TaggerModel load(Path folder, TaggerInfo info) throws IOException {
    return EnsembleModel.load(folder, info);
  }

  @Override
  public boolean usesManyThreads() {
    return true;
  }
}
