package org.tagline.benchmarks.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.tagline.catalogue.Flag;
import org.tagline.catalogue.Flags;

/**
 * The flags of one client that the server has acknowledged, and their last acknowledged state. Only
 * this client reviews them. Used by one thread at a time.
 */
final class FlagLedger {

  /**
   * An acknowledged flag.
   *
   * @param note the remark, which no other flag has
   * @param states the states that it may have: one, or more while a review is unanswered
   */
  private record Acknowledged(String note, Set<Flag.State> states) {}

  private final Map<Long, Acknowledged> flags = new HashMap<>();
  private final List<Long> ids = new ArrayList<>();

  int size() {
    return ids.size();
  }

  /** Notes that the server has stored a flag. */
  void added(long id, String note) {
    flags.put(id, new Acknowledged(note, Set.of(Flag.State.OPEN)));
    ids.add(id);
  }

  /** Returns the id of one of the flags. */
  long any(Random random) {
    return ids.get(random.nextInt(ids.size()));
  }

  /** Notes that a review is about to be sent: from now on, either state is right. */
  void reviewing(long id, Flag.State state) {
    Acknowledged flag = Objects.requireNonNull(flags.get(id));
    Set<Flag.State> either = new HashSet<>(flag.states());
    either.add(state);
    flags.put(id, new Acknowledged(flag.note(), Set.copyOf(either)));
  }

  /** Notes that the server has stored a review. */
  void reviewed(long id, Flag.State state) {
    Acknowledged flag = Objects.requireNonNull(flags.get(id));
    flags.put(id, new Acknowledged(flag.note(), Set.of(state)));
  }

  /** Returns a sentence for each flag that the catalogue lacks or has otherwise. */
  List<String> missingFrom(Flags catalogue) {
    List<String> missing = new ArrayList<>();
    flags.forEach(
        (id, flag) ->
            catalogue
                .find(id)
                .ifPresentOrElse(
                    found -> {
                      if (!found.note().equals(flag.note())) {
                        missing.add("flag " + id + " has another note");
                      } else if (!flag.states().contains(found.state())) {
                        missing.add(
                            "flag " + id + " is " + found.state() + ", not " + flag.states());
                      }
                    },
                    () -> missing.add("flag " + id + " is lost")));
    return missing;
  }
}
