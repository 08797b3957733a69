package org.tagline.catalogue.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelimitedReaderTest {
  private static final String BROKEN =
      "a quote is not closed, or a quote inside the text is not doubled";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ",Title,Synopsis,Tag",
        "id,title,plot_synopsis,tags",
        "IMDB ID, Name ,Plot Synopsis,Genres",
        "row,TITLE,Overview,label",
        "Unnamed: 0,title,text,labels",
        "imdb_id,name,plot,genre"
      })
  void findsColumnsByTheirUsualNames(String header) throws IOException {
    assertThat(csv(header + "\n7,Up,A house flies.,cult|sea\n"))
        .containsExactly("2: 7/Up/A house flies./[cult, sea]");
  }

  @Test
  void columnsMayBeInAnyOrder() throws IOException {
    assertThat(csv("year,tags,synopsis,votes,title\n1999,cult,A house flies.,5,Up\n"))
        .containsExactly("2: null/Up/A house flies./[cult]");
  }

  @Test
  void thePreferredColumnNameWins() throws IOException {
    assertThat(csv("imdb_id,id,overview,synopsis\ntt1,5,Short.,The whole story.\n"))
        .containsExactly("2: 5//The whole story./[]");
  }

  @Test
  void tagsAreSplitTrimmedAndDeduplicated() throws IOException {
    assertThat(csv("text,tags\nA.,\"cult, film noir|cult| sci-fi \"\nB.,|\n"))
        .containsExactly("2: null//A./[cult, film noir, sci-fi]", "3: null//B./[]");
  }

  @Test
  void lineNumbersCountLineBreaksInTexts() throws IOException {
    assertThat(csv("id,text\r\n1,\"one\r\ntwo\"\r\n\r\n2,three\r\n3,a,b\r\n"))
        .containsExactly(
            "2: 1//one\r\ntwo/[]", "5: 2//three/[]", "6! 3 fields where the header names 2");
  }

  @Test
  void aQuoteInsideAnUnquotedFieldIsKept() throws IOException {
    assertThat(csv("id,text\n1,the \"best\" film\n")).containsExactly("2: 1//the \"best\" film/[]");
  }

  @Test
  void spacesAroundQuotesDoNotMatter() throws IOException {
    assertThat(csv("id, title, text\n1, \"Up\" , \"A, b\"\n")).containsExactly("2: 1/Up/A, b/[]");
  }

  @Test
  void aMissingClosingQuoteCostsItsRowOnly() throws IOException {
    assertThat(
            csv(
                """
                id,title,text,tags
                1,A,"one",x
                2,B,"two,x
                3,C,"three, and more",x
                4,D,"four",x
                """))
        .containsExactly(
            "2: 1/A/one/[x]", "3! " + BROKEN, "4: 3/C/three, and more/[x]", "5: 4/D/four/[x]");
  }

  @Test
  void aMissingClosingQuoteBeforeUnquotedRowsCostsItsRowOnly() throws IOException {
    assertThat(csv("id,text\n1,\"one\n2,two\n3,three\n"))
        .containsExactly("2! " + BROKEN, "3: 2//two/[]", "4: 3//three/[]");
  }

  @Test
  void anOpenQuoteAtTheEndOfTheFileIsOneMalformedRow() throws IOException {
    assertThat(csv("id,text\n1,one\n2,\"two")).containsExactly("2: 1//one/[]", "3! " + BROKEN);
  }

  @Test
  void theInnerLinesOfABrokenTextAreNotFilms() throws IOException {
    assertThat(
            csv(
                """
                id,title,text,tags
                1,A,"He said "hello" to
                her, them, all, and left
                for good",x
                2,B,"two",x
                """))
        .containsExactly("2! " + BROKEN + "; skipped up to line 4", "5: 2/B/two/[x]");
  }

  @Test
  void invalidUtf8CostsItsRowOnly() throws IOException {
    byte[] bytes = "id,text\n1,caf\u00e9\n2,two\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Films.words(Films.read(Films.write(folder, "a.csv", bytes))))
        .containsExactly(
            "2! not valid UTF-8; convert the file with: iconv -f WINDOWS-1252 -t UTF-8",
            "3: 2//two/[]");
  }

  @Test
  void nulCharactersCostTheirRowOnly() throws IOException {
    assertThat(csv("id,text\n1,a\0b\n2,two\n"))
        .containsExactly("2! a NUL character", "3: 2//two/[]");
  }

  @Test
  void aRowWithNeitherTitleNorSynopsisIsRejected() throws IOException {
    assertThat(csv("id,title,text,tags\n1,, ,x\n2,,T,\n3,T,,\n"))
        .containsExactly("2! neither a title nor a synopsis", "3: 2//T/[]", "4: 3/T//[]");
  }

  @Test
  void aSynopsisMayHaveAMillionCharacters() throws IOException {
    List<String> words =
        csv("id,text\n1," + "x".repeat(1_000_000) + "\n2," + "x".repeat(1_000_001) + "\n3,c\n");
    assertThat(words.get(0)).startsWith("2: 1//xxx");
    assertThat(words.subList(1, 3))
        .containsExactly(
            "3! a synopsis of 1,000,001 characters; 1,000,000 are allowed", "4: 3//c/[]");
  }

  @Test
  void anEndlessLineIsOneMalformedRow() throws IOException {
    String line = "x".repeat(LineReader.MAX_LINE + 10);
    assertThat(csv("id,text\n1," + line + "\n2,two\n"))
        .containsExactly("2! " + BROKEN, "3: 2//two/[]");
  }

  @Test
  void controlCharactersAreRemovedFromTitlesTagsAndIds() throws IOException {
    assertThat(csv("id,title,text,tags\n\"1\u001b\",\"A\nB\u001b[2J\",T,\"c\u001fd\"\n"))
        .containsExactly("2: 1/A B [2J/T/[c d]");
  }

  private List<String> csv(String content) throws IOException {
    return Films.words(Films.read(folder, "a.csv", content));
  }
}
