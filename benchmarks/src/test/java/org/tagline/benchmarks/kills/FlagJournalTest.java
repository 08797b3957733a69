package org.tagline.benchmarks.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tagline.catalogue.Flag;

class FlagJournalTest {
  private static final List<String> TAGS = List.of("law");

  private final FlagJournal journal = new FlagJournal();
  private final KillTally tally = new KillTally("flags");

  @Test
  void whatWasAcknowledgedAndIsStoredIsNoFault() {
    journal.added(1, "a", TAGS);
    journal.asking(1, Flag.State.ACCEPTED);
    journal.reviewed(1, Flag.State.ACCEPTED);
    journal.compare(Map.of(1L, flag(1, "a", TAGS, Flag.State.ACCEPTED)), tally);
    assertThat(tally.faults()).isEmpty();
  }

  @Test
  void aReviewWithoutAResponseMayOrMayNotBeStored() {
    journal.added(1, "a", TAGS);
    journal.asking(1, Flag.State.REJECTED);
    journal.compare(Map.of(1L, flag(1, "a", TAGS, Flag.State.OPEN)), tally);
    journal.compare(Map.of(1L, flag(1, "a", TAGS, Flag.State.REJECTED)), tally);
    assertThat(tally.faults()).isEmpty();
  }

  @Test
  void aFlagWithoutAResponseMayBeStored() {
    journal.compare(Map.of(1L, flag(1, "a", TAGS, Flag.State.OPEN)), tally);
    assertThat(tally.faults()).isEmpty();
  }

  @Test
  void anAcknowledgedFlagThatIsMissingIsLost() {
    journal.added(1, "a", TAGS);
    journal.compare(Map.of(), tally);
    assertThat(tally.faults()).singleElement().asString().contains("lost: flag 1");
  }

  @Test
  void anAcknowledgedReviewThatIsMissingIsLost() {
    journal.added(1, "a", TAGS);
    journal.reviewed(1, Flag.State.ACCEPTED);
    journal.compare(Map.of(1L, flag(1, "a", TAGS, Flag.State.OPEN)), tally);
    assertThat(tally.faults()).singleElement().asString().contains("lost: the review of flag 1");
  }

  @Test
  void otherTagsAndDuplicatesAreHalfVisible() {
    journal.added(1, "a", TAGS);
    journal.compare(Map.of(1L, flag(1, "a", List.of(), Flag.State.OPEN)), tally);
    journal.compare(
        Map.of(1L, flag(1, "a", TAGS, Flag.State.OPEN), 2L, flag(2, "a", TAGS, Flag.State.OPEN)),
        tally);
    assertThat(tally.faults()).hasSize(2).allMatch(fault -> fault.contains("half visible"));
  }

  private static Flag flag(long id, String note, List<String> tags, Flag.State state) {
    return new Flag(id, 0, null, "", "text", "served", List.of(), tags, "", note, state, null, "");
  }
}
