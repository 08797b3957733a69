package org.tagline.tagger;

import java.io.IOException;
import java.nio.file.Path;

/** Baseline that predicts the frequency of each tag for every text. */
public final class MajorityKind implements ModelKind {

  @Override
  public String id() {
    return "majority";
  }

  @Override
  public TaggerModel load(Path folder, TaggerInfo info) throws IOException {
    return MajorityModel.load(folder, info);
  }
}
