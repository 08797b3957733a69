package org.tagline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.cli.console.Progress;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagline batch}: tags a whole file, streaming and resumable. */
@Command(
    name = "batch",
    description = {
      "Tag every film of a CSV, TSV or JSON lines file into a JSON lines file, one line a film in"
          + " the same order, in constant memory.",
      "",
      "Until it is done the lines stand in OUT.part; after a crash the same command goes on there."
    },
    footer = {"", "Example: tagline batch films.csv tagged.jsonl --tagger first"})
final class BatchCommand implements Callable<Integer> {
  private static final int FORCE_EVERY = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "IN", description = "The films.")
  Path in = Path.of("");

  @Parameters(index = "1", paramLabel = "OUT", description = "A file that does not exist yet.")
  Path out = Path.of("");

  @Option(names = "--tagger", paramLabel = "NAME", description = "The tagger (the newest).")
  @Nullable String name;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(out)) {
      throw new IllegalArgumentException(out + " exists already; name another file");
    }
    Path part = out.resolveSibling(out.getFileName() + ".part");
    long began = System.nanoTime();
    long done = 0;
    long before;
    try (Tagger tagger = TaggerFolder.load(new TaggerStore(global.home()).find(name));
        FilmReader films = FilmFile.open(in);
        FileChannel channel =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      before = wholeLines(channel);
      if (before > 0) {
        global.err().println("Going on after " + before + " films that are done.");
      }
      try (Progress progress = Progress.start("tagging", "films", before, -1, global.err())) {
        for (Entry entry = films.next(); entry != null; entry = films.next()) {
          if (!(entry instanceof FilmRow film)) {
            global.err().println(in + " line " + entry.line() + " is malformed and left out.");
          } else if (++done > before) {
            write(channel, line(film, tagger.predict(film.text())));
            if (done % FORCE_EVERY == 0) {
              channel.force(false);
            }
            progress.stepTo(done);
          }
        }
      }
      channel.force(true);
    }
    Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
    double seconds = (System.nanoTime() - began) / 1e9;
    report(done, (done - before) / seconds);
    return 0;
  }

  private void report(long done, double perSecond) {
    if (global.json()) {
      ObjectNode json = JSON.createObjectNode().put("documents", done);
      global.printJson(json.put("documentsPerSecond", perSecond).put("file", out.toString()));
    } else {
      global.out().printf(Locale.ROOT, "%d films tagged, %.1f films/s: %s%n", done, perSecond, out);
    }
  }

  private static String line(FilmRow film, Prediction prediction) throws IOException {
    ObjectNode json = JSON.createObjectNode().put("id", film.key()).put("title", film.title());
    prediction.predicted().forEach(json.putArray("predicted")::add);
    ObjectNode tags = json.putObject("probabilities");
    prediction.tags().forEach(tag -> tags.put(tag.tag(), tag.probability()));
    return JSON.writeValueAsString(json) + "\n";
  }

  private static void write(FileChannel channel, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Counts the lines that are whole and cuts off what a killed process left of another. */
  private static long wholeLines(FileChannel channel) throws IOException {
    long lines = 0;
    long whole = 0;
    long at = 0;
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (channel.read(buffer.clear(), at) > 0) {
      for (int i = 0; i < buffer.position(); i++) {
        if (buffer.get(i) == '\n') {
          lines++;
          whole = at + i + 1;
        }
      }
      at += buffer.position();
    }
    channel.truncate(whole).position(whole);
    return lines;
  }
}
