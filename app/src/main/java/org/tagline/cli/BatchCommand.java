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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.files.FolderLock;
import org.tagline.files.Folders;
import org.tagline.files.JsonFiles;
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
      "Tag every film of a CSV, TSV or JSON lines file. Writes a JSON lines file, one line per film"
          + " in the order of the input, in constant memory.",
      "",
      "Lines are written to OUT.part first, and the same command continues there after a crash."
    },
    footer = {"", "Example: tagline batch films.csv tagged.jsonl --tagger first"})
final class BatchCommand implements Callable<Integer> {
  private static final int FORCE_EVERY = 100;
  private static final ObjectMapper JSON = JsonFiles.COMPACT;

  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "IN", description = "File of films, plain or gzipped.")
  Path in = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "JSON lines file to write; it must not exist yet.")
  Path out = Path.of("");

  @Option(names = "--tagger", paramLabel = "NAME", description = "Tagger (the newest).")
  @Nullable String name;

  @Override
  public Integer call() throws IOException {
    refuseExisting();
    String refusal = "another command is writing " + out + "; wait for it or name another file";
    try (FolderLock lock = FolderLock.take(out, refusal)) {
      return tag(lock.folder());
    }
  }

  private void refuseExisting() {
    if (Files.exists(out)) {
      throw new IllegalArgumentException(out + " already exists; name another file");
    }
  }

  private int tag(Path target) throws IOException {
    refuseExisting();
    Path part = out.resolveSibling(out.getFileName() + ".part");
    long began = System.nanoTime();
    long done;
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
        global.err().println("Continuing after " + before + " films that are done.");
      }
      AtomicLong written = new AtomicLong();
      done =
          new FilmTagging(tagger, global.err())
              .run(
                  films,
                  in,
                  before,
                  (film, prediction, millis) -> {
                    write(channel, line(film, prediction));
                    if (written.incrementAndGet() % FORCE_EVERY == 0) {
                      channel.force(false);
                    }
                  });
      channel.force(true);
    }
    refuseExisting();
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    Folders.force(target.resolveSibling(".").normalize());
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

  /** Counts the complete lines and cuts off an incomplete one that a killed process left. */
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
