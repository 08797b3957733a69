package org.tagline.finetune;

import java.io.IOException;
import java.nio.file.Path;
import org.tagline.tagger.ModelKind;
import org.tagline.tagger.TaggerInfo;
import org.tagline.tagger.TaggerModel;

/** Fine-tuned encoder with a head. */
public final class TransformerKind implements ModelKind {

  @Override
  public String id() {
    return "transformer";
  }

  @Override
  public TaggerModel load(Path folder, TaggerInfo info) throws IOException {
    return TransformerModel.load(folder, info);
  }

  @Override
  public boolean usesManyThreads() {
    return true;
  }
}
