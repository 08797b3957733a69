package org.tagline.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts texts into {@link Window}s by a policy. Thread-safe. */
public final class Windower {
  private final Tokenizer tokenizer;
  private final WindowPolicy policy;
  private final int content;

  /**
   * Creates a windower.
   *
   * @throws IllegalArgumentException if the overlap is as long as a window's text
   */
  public Windower(Tokenizer tokenizer, WindowPolicy policy) {
    this.tokenizer = tokenizer;
    this.policy = policy;
    this.content = policy.maxTokens() - tokenizer.special().count();
    if (content - policy.overlap() < 1) {
      throw new IllegalArgumentException(
          "windows of " + policy.maxTokens() + " tokens cannot overlap by " + policy.overlap());
    }
  }

  public WindowPolicy policy() {
    return policy;
  }

  /** Returns the windows to read in prediction: all, or only the first, as the policy says. */
  public Windows toRead(String text) {
    Tokens tokens = tokenizer.encode(text);
    int limit = policy.firstOnly() ? 1 : WindowPolicy.ALL;
    int read = policy.firstOnly() ? Math.min(content, tokens.size()) : tokens.size();
    return new Windows(cut(tokens, limit), read, tokens.size());
  }

  /**
   * Returns the windows to read in training: those of prediction, reduced evenly to the policy's
   * limit.
   */
  public List<Window> toTrainOn(String text) {
    List<Window> all = toRead(text).windows();
    int limit = policy.limit();
    if (all.size() <= limit) {
      return all;
    }
    List<Window> spread = new ArrayList<>(limit);
    for (int i = 0; i < limit; i++) {
      spread.add(all.get(limit == 1 ? 0 : Math.round((float) i * (all.size() - 1) / (limit - 1))));
    }
    return spread;
  }

  private List<Window> cut(Tokens tokens, int limit) {
    List<Window> windows = new ArrayList<>();
    int step = content - policy.overlap();
    int from = 0;
    do {
      int to = Math.min(tokens.size(), from + content);
      windows.add(window(tokens, from, to));
      if (to == tokens.size()) {
        break;
      }
      from += step;
    } while (windows.size() < limit);
    return windows;
  }

  private Window window(Tokens tokens, int from, int to) {
    SpecialTokens special = tokenizer.special();
    int before = special.prefix().length;
    int size = to - from + special.count();
    int[] ids = new int[size];
    int[] types = new int[size];
    int[] starts = new int[size];
    int[] ends = new int[size];
    Arrays.fill(types, special.textType());
    System.arraycopy(special.prefix(), 0, ids, 0, before);
    System.arraycopy(special.prefixTypes(), 0, types, 0, before);
    System.arraycopy(tokens.ids(), from, ids, before, to - from);
    System.arraycopy(tokens.starts(), from, starts, before, to - from);
    System.arraycopy(tokens.ends(), from, ends, before, to - from);
    int after = before + to - from;
    System.arraycopy(special.suffix(), 0, ids, after, special.suffix().length);
    System.arraycopy(special.suffixTypes(), 0, types, after, special.suffix().length);
    return new Window(ids, types, starts, ends);
  }
}
