package org.tagline.tagger;

import java.io.IOException;
import java.nio.file.Path;

/** TF-IDF and logistic regression. */
public final class LinearKind implements ModelKind {

  @Override
  public String id() {
    return "linear";
  }

  @Override
  public TaggerModel load(Path folder, TaggerInfo info) throws IOException {
    return LinearTaggerModel.load(folder, info);
  }
}
