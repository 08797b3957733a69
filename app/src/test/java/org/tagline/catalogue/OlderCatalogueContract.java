package org.tagline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.catalogue.database.Dialect;
import org.tagline.catalogue.database.Schema;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.dataset.Film;

/** Opens a catalogue of schema version 4, whose tables were named {@code movie…}. */
abstract class OlderCatalogueContract {
  private static final List<Film> FILMS =
      List.of(
          new Film("tt1", "Up", "A house flies.", List.of("cult", "sea")),
          new Film("tt2", "Élan", "Quoted, twice.", List.of()),
          new Film("tt4", "up", "Another house.", List.of("noir", "cult")));

  private static final String CSV =
      """
      id,title,synopsis,tags
      tt1,Up,A house flies.,cult|sea
      tt2,Élan,"Quoted, twice.",
      tt4,up,Another house.,noir|cult
      """;

  @TempDir Path folder;

  private DataSource source;

  /** Returns a database without any table. */
  abstract DataSource emptyDatabase() throws IOException, SQLException;

  abstract Dialect dialect();

  /** Opens the catalogue in that database. */
  abstract Catalogue open() throws IOException;

  /** Selects the number of names in the schema that contain {@code movie}. */
  abstract String namesWithMovie();

  @BeforeEach
  void fillVersion4() throws IOException, SQLException {
    source = emptyDatabase();
    Schema.migrations(source, dialect()).target("4").load().migrate();
    execute(
        "insert into import (file_name, started_at, finished_at, imported) values ('a.csv', 1, 2, 4)");
    addFilm(FILMS.get(0));
    addFilm(FILMS.get(1));
    addFilm(new Film("tt3", "Down", "Deleted again.", List.of("sea")));
    addFilm(FILMS.get(2));
    execute("delete from movie where key = 'tt3'");
    execute(
        "insert into flag (flagged_at, movie_key, title, synopsis, tagger, predicted, correct,"
            + " flagged_by, note) values (5, 'tt1', 'Up', 'A house flies.', 'first', 'cult',"
            + " 'sea', 'Ann', '')");
    execute("insert into comparison (fingerprint, settings, started_at) values ('print', '{}', 6)");
    execute("insert into comparison_run values (1, 'linear', 'run1', 7, '{}', 'line')");
    assertThat(number(namesWithMovie())).isPositive();
  }

  @Test
  void nothingIsLost() throws IOException {
    try (Catalogue catalogue = open()) {
      assertThat(catalogue.films()).isEqualTo(FILMS);
      assertThat(catalogue.version()).isEqualTo(4);
      assertThat(catalogue.findByTitle("Élan")).hasValue(FILMS.get(1));
      assertThat(catalogue.search().tags()).containsEntry("cult", 2L).hasSize(3);
      assertThat(catalogue.flags().list(null, 0, 10).flags())
          .singleElement()
          .satisfies(flag -> assertThat(flag.film()).isEqualTo("tt1"))
          .satisfies(flag -> assertThat(flag.correct()).containsExactly("sea"));
      long comparison = catalogue.comparisons().unfinished("print").orElseThrow().id();
      assertThat(catalogue.comparisons().runs(comparison))
          .containsExactly(new Comparisons.StoredRun("linear", "run1", "{}", "line"));
    }
  }

  @Test
  void filmsAreStillFoundByTheirWords() throws IOException {
    try (Catalogue catalogue = open()) {
      assertThat(found(catalogue, "HOUSES", null)).containsExactlyInAnyOrder("tt1", "tt4");
      assertThat(found(catalogue, "house", "noir")).containsExactly("tt4");
      assertThat(found(catalogue, "élan", null)).containsExactly("tt2");
      assertThat(found(catalogue, "deleted", null)).isEmpty();
    }
  }

  @Test
  void importsGoOnAsBefore() throws IOException {
    try (Catalogue catalogue = open()) {
      assertThat(importText(catalogue, CSV)).isEqualTo(new ImportReport(3, 0, 0, 3, 0, List.of()));
      String changed = CSV.replace("A house flies.", "A castle flies.") + "tt5,New,A ship.,sea\n";
      assertThat(importText(catalogue, changed))
          .isEqualTo(new ImportReport(4, 1, 1, 2, 0, List.of()));
      assertThat(catalogue.films())
          .extracting(Film::id)
          .containsExactly("tt1", "tt2", "tt4", "tt5");
      assertThat(found(catalogue, "castle", null)).containsExactly("tt1");
      assertThat(found(catalogue, "house", null)).containsExactly("tt4");
      assertThat(found(catalogue, "ship", "sea")).containsExactly("tt5");
    }
  }

  @Test
  void deletingAFilmStillDeletesItsTags() throws IOException, SQLException {
    try (Catalogue catalogue = open()) {
      execute("delete from film where key = 'tt1'");
      assertThat(number("select count(*) from film_tag")).isEqualTo(2);
      assertThat(found(catalogue, "house", null)).containsExactly("tt4");
    }
  }

  @Test
  void noNameInTheSchemaSaysMovie() throws IOException, SQLException {
    open().close();
    assertThat(number(namesWithMovie())).isZero();
  }

  private void addFilm(Film film) throws SQLException {
    FilmRow row = new FilmRow(1, film.id(), film.title(), film.text(), film.tags());
    try (Connection connection = source.getConnection()) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into movie (key, row_id, title, synopsis, content_hash, imported_at, import)"
                  + " values (?, ?, ?, ?, ?, 1, 1)")) {
        insert.setString(1, film.id());
        insert.setString(2, film.id());
        insert.setString(3, film.title());
        insert.setString(4, film.text());
        insert.setString(5, row.contentHash());
        insert.execute();
      }
      for (int i = 0; i < film.tags().size(); i++) {
        try (PreparedStatement insert =
            connection.prepareStatement(
                "insert into movie_tag (movie, position, tag)"
                    + " select id, ?, ? from movie where key = ?")) {
          insert.setInt(1, i);
          insert.setString(2, film.tags().get(i));
          insert.setString(3, film.id());
          insert.execute();
        }
      }
    }
  }

  private ImportReport importText(Catalogue catalogue, String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("films.csv"), csv);
    return catalogue.importer().importFile(file, ImportOptions.DEFAULT, ImportListener.NONE);
  }

  private static List<String> found(Catalogue catalogue, String words, @Nullable String tag) {
    return catalogue.search().find(words, tag, 0, 10).films().stream()
        .map(FilmSummary::id)
        .toList();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the one number that a query selects. */
  long number(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
