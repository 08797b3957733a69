package org.tagline.catalogue.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads films back in every format. */
class EveryFormatTest {
  @TempDir Path folder;

  /** Writes films in a format with a library that is not under test. */
  enum Written {
    CSV("films.csv", ','),
    CSV_WITH_SEMICOLONS("films.csv", ';'),
    TSV("films.tsv", '\t'),
    JSON_LINES("films.jsonl", ' ');

    final String name;
    private final char delimiter;

    Written(String name, char delimiter) {
      this.name = name;
      this.delimiter = delimiter;
    }

    String write(List<FilmRow> films) {
      return this == JSON_LINES ? json(films) : delimited(films);
    }

    private String delimited(List<FilmRow> films) {
      StringWriter text = new StringWriter();
      try (CsvWriter csv = CsvWriter.builder().fieldSeparator(delimiter).build(text)) {
        csv.writeRecord("id", "title", "synopsis", "tags");
        for (FilmRow film : films) {
          csv.writeRecord(film.rowId(), film.title(), film.text(), String.join("|", film.tags()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return text.toString();
    }

    private static String json(List<FilmRow> films) {
      StringBuilder lines = new StringBuilder();
      try {
        for (FilmRow film : films) {
          Map<String, Object> row =
              Map.of(
                  "id", String.valueOf(film.rowId()),
                  "title", film.title(),
                  "synopsis", film.text(),
                  "tags", film.tags());
          lines.append(new ObjectMapper().writeValueAsString(row)).append('\n');
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return lines.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsTheFilmsThatWereWritten(Written format) throws IOException {
    List<FilmRow> films = awkwardFilms();
    Path file = Films.write(folder, format.name, utf8(format.write(films)));
    assertThat(withoutLines(Films.read(file))).isEqualTo(withoutLines(films));
  }

  @ParameterizedTest
  @EnumSource
  void readsGzippedFilesWithAnyName(Written format) throws IOException {
    List<FilmRow> films = awkwardFilms();
    Path file = Films.gzip(folder, "download", utf8(format.write(films)));
    assertThat(withoutLines(Films.read(file))).isEqualTo(withoutLines(films));
  }

  static Stream<Charset> marked() {
    return Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
  }

  @ParameterizedTest
  @MethodSource("marked")
  void detectsTheEncodingByTheByteOrderMark(Charset charset) throws IOException {
    List<FilmRow> films = awkwardFilms();
    for (Written format : Written.values()) {
      byte[] bytes = ("\ufeff" + format.write(films)).getBytes(charset);
      Path file = Films.write(folder, format.name, bytes);
      assertThat(withoutLines(Films.read(file))).isEqualTo(withoutLines(films));
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsArbitraryTextsUnchanged(Written format) throws IOException {
    Random random = new Random(7);
    String alphabet = "ab,;\t\"\n\r |é漢\ud83d\ude00\u2028\\{}'";
    List<FilmRow> films = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder("x");
      for (int j = random.nextInt(60); j > 0; j--) {
        int start = random.nextInt(alphabet.length());
        text.appendCodePoint(alphabet.codePointAt(start));
      }
      String whole = text.toString().replaceAll("[\ud800-\udfff]", "");
      films.add(new FilmRow(0, Integer.toString(i), "t" + i, whole, List.of("one", "two")));
    }
    Path file = Films.write(folder, format.name, utf8(format.write(films)));
    assertThat(withoutLines(Films.read(file))).isEqualTo(withoutLines(films));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<FilmRow> awkwardFilms() {
    return List.of(
        new FilmRow(0, "tt1", "Plain", "A ship sails.", List.of("sea")),
        new FilmRow(0, "tt2", "Quoted, \"twice\"", "He says \"no\",\r\nthen\n\nleaves.", List.of()),
        new FilmRow(0, "tt3", "", "No title, a\ttab; a semicolon", List.of("a b", "c-d", "é")),
        new FilmRow(0, "tt4", "Kein Text — 漢字 😀", "", List.of("leer")),
        new FilmRow(0, "tt5", "Spaces", "  kept around the text  ", List.of("x")),
        new FilmRow(0, "tt6", "A real replacement character", "caf\ufffd", List.of("x")));
  }

  private static List<FilmRow> withoutLines(List<? extends Entry> entries) {
    return entries.stream()
        .map(FilmRow.class::cast)
        .map(film -> new FilmRow(0, film.rowId(), film.title(), film.text(), film.tags()))
        .toList();
  }
}
