package org.tagline.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalSplitTest {
  private static final List<Film> FILMS =
      Stream.of("0", "1", "2", "3", "4")
          .map(id -> new Film(id, "", "text " + id, List.of("cult")))
          .toList();

  @TempDir Path dir;

  private Path file(String content) throws IOException {
    return Files.writeString(dir.resolve("splits.csv"), content);
  }

  private void assertRejected(String content, String column, String... message) throws IOException {
    Path file = file(content);
    assertThatThrownBy(() -> ExternalSplit.read(file, column, FILMS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(message);
  }

  @Test
  void filmsAreSplitAsTheFileSpecifies() throws IOException {
    Path file = file("\uFEFFRow,split0\n3,train\n1, Training \n0,TEST\n2,val\n4,dev\n");

    Split split = ExternalSplit.read(file, "split0", FILMS);

    assertThat(split).isEqualTo(new Split(List.of("1", "3"), List.of("2", "4"), List.of("0")));
  }

  @Test
  void missingFilmsAndUnknownIdsAreCounted() throws IOException {
    Path file = file("id,part\n0,train\n1,test\n2,\n98,train\n99,test\n100,test\n");

    Split split = ExternalSplit.read(file, "part", FILMS);

    assertThat(split.leftOut()).isEqualTo(3);
    assertThat(split.unknown()).isEqualTo(3);
  }

  @Test
  void anUnknownColumnIsReportedWithTheExistingOnes() throws IOException {
    assertRejected("row,split0,split1\n0,train,test\n", "split7", "split7", "row, split0, split1");
  }

  @Test
  void aFileWithoutIdsIsReportedWithItsColumns() throws IOException {
    assertRejected("film,split\n0,train\n", "split", "\"row\" or \"id\"", "film, split");
  }

  @Test
  void aMissingTestPartIsRejected() throws IOException {
    assertRejected("row,split\n0,train\n1,train\n", "split", "\"test\"");
  }

  @Test
  void aMissingTrainingPartIsRejected() throws IOException {
    assertRejected("row,split\n0,test\n", "split", "\"train\"");
  }

  @Test
  void anUnknownValueIsReportedWithItsLine() throws IOException {
    assertRejected("row,split\n0,train\n1,holdout\n", "split", "line 3", "holdout");
  }

  @Test
  void aFilmInTwoPartsIsReportedWithItsLine() throws IOException {
    assertRejected("row,split\n0,train\n0,test\n", "split", "line 3", "two parts");
  }

  @Test
  void idsOfAnotherCatalogueAreReportedWithExamples() throws IOException {
    assertRejected("id,split\ntt1,train\ntt2,test\n", "split", "tt1", "\"0\"");
  }

  @Test
  void anEmptyFileIsRejected() throws IOException {
    assertRejected("", "split", "contains no films");
  }

  @Test
  void aRowOfAnotherLengthIsRejected() throws IOException {
    assertRejected("row,split\n0,train,x,y\n", "split", "line 2", "4 values");
    assertRejected("row,split\n0\n", "split", "line 2", "1 values");
    assertRejected("row,split\n0,train\n1\n", "split", "cannot be read as a CSV file");
  }

  @Test
  void aMissingFileIsReportedByName() {
    assertThatThrownBy(() -> ExternalSplit.read(dir.resolve("none.csv"), "split", FILMS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.csv");
  }

  @Test
  void theColumnFollowsTheLastColon() {
    assertThat(ExternalSplit.parse("C:\\data\\splits.csv:split0"))
        .isEqualTo(new ExternalSplit(Path.of("C:\\data\\splits.csv"), "split0"));
  }

  @Test
  void aSpecificationWithoutColumnIsReportedWithTheSyntax() {
    for (String spec : List.of("splits.csv", "splits.csv:", ":split0", "")) {
      assertThatThrownBy(() -> ExternalSplit.parse(spec))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("FILE:COLUMN");
    }
  }

  @Test
  void theSplitsOfTheTaskCoverAllCleanFilms() throws IOException {
    List<Film> kept = Cleaning.clean(Mpst.task()).kept();

    for (int number = 0; number < 5; number++) {
      Split split = ExternalSplit.read(Mpst.file("task-splits.csv"), "split" + number, kept);
      assertThat(split.train()).hasSize(1231);
      assertThat(split.test()).hasSize(308);
      assertThat(split.leftOut() + split.unknown()).isZero();
    }
  }
}
