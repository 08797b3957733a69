package org.tagline.encoder;

import java.util.Locale;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Ways to pool a window's token vectors into one vector. */
public enum WindowPooling {
  /** The vector of the first token, {@code [CLS]}. */
  CLS {
    @Override
    public Tensor pool(Tensor hidden, TokenBatch batch) {
      return hidden.select(1, 0);
    }
  },
  /** The mean over all tokens except padding. */
  MEAN {
    @Override
    public Tensor pool(Tensor hidden, TokenBatch batch) {
      if (hidden.size(1) != batch.tokens()) {
        return hidden.mean(1);
      }
      Tensor mask = batch.mask().unsqueeze(2);
      Tensor counts = batch.mask().sum(1).unsqueeze(1).clamp_min(new Scalar(1f));
      return hidden.mul(mask).sum(1).div(counts);
    }
  };

  /**
   * Pools token vectors.
   *
   * @param hidden the token vectors {@code [batch, tokens, hidden]}
   * @return the window vectors {@code [batch, hidden]}
   */
  public abstract Tensor pool(Tensor hidden, TokenBatch batch);

  /** Returns the name of the pooling in files and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
