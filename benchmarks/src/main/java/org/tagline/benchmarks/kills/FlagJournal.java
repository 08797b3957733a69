package org.tagline.benchmarks.kills;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.tagline.catalogue.Flag;

/** Records the flags and reviews that the server acknowledged to its clients. Thread-safe. */
final class FlagJournal {

  /**
   * A flag that a client knows to be stored.
   *
   * @param note the client's remark, which no other flag has
   * @param tags the correct tags
   * @param state the state that was acknowledged last
   * @param asked the state that was requested last; the server may have been killed meanwhile
   */
  record Entry(String note, List<String> tags, Flag.State state, Flag.State asked) {}

  private final Map<Long, Entry> entries = new TreeMap<>();
  private long acknowledged;
  private long notes;

  /** Returns a remark that no other flag has. */
  synchronized String note() {
    return "note " + notes++;
  }

  /** Records an acknowledged report. */
  synchronized void added(long id, String note, List<String> tags) {
    acknowledged++;
    entries.put(id, new Entry(note, tags, Flag.State.OPEN, Flag.State.OPEN));
  }

  /** Records that a review is about to be sent. */
  synchronized void asking(long id, Flag.State state) {
    Entry entry = Objects.requireNonNull(entries.get(id));
    entries.put(id, new Entry(entry.note(), entry.tags(), entry.state(), state));
  }

  /** Records an acknowledged review. */
  synchronized void reviewed(long id, Flag.State state) {
    acknowledged++;
    Entry entry = Objects.requireNonNull(entries.get(id));
    entries.put(id, new Entry(entry.note(), entry.tags(), state, state));
  }

  /** Returns the number of acknowledgements since they were last taken. */
  synchronized long acknowledged() {
    return acknowledged;
  }

  /** Returns the number of acknowledgements and starts to count anew. */
  synchronized long takeAcknowledged() {
    long taken = acknowledged;
    acknowledged = 0;
    return taken;
  }

  /** Compares all acknowledged flags with the stored ones. */
  synchronized void compare(Map<Long, Flag> stored, KillTally tally) {
    entries.forEach(
        (id, entry) -> {
          Flag flag = stored.get(id);
          if (flag == null) {
            tally.lost("flag " + id);
          } else if (!flag.note().equals(entry.note()) || !flag.correct().equals(entry.tags())) {
            tally.halfVisible("flag " + id + " has another content");
          } else if (flag.state() != entry.state() && flag.state() != entry.asked()) {
            tally.lost("the review of flag " + id);
          }
        });
    Set<String> seen = new HashSet<>();
    stored.values().stream()
        .filter(flag -> !seen.add(flag.note()))
        .forEach(flag -> tally.halfVisible("flag " + flag.id() + " is stored twice"));
  }
}
