package org.tagline.tagger;

import java.io.IOException;
import java.nio.file.Path;

/** The same answer for every text: how frequent each tag is. */
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
