package examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;

/**
 * Tags a text and prints the two sentences that support the first tag most.
 *
 * <p>To run it from the root of the repository, build with {@code ./tagline --version} and type:
 *
 * <pre>{@code
 * java -cp 'app/target/lib/*' docs/examples/TagAText.java \
 *     taggers/three-tags docs/examples/synopsis.txt
 * }</pre>
 */
public final class TagAText {

  private TagAText() {}

  /** Expects two arguments: a tagger's folder and a text file. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String synopsis = Files.readString(Path.of(arguments[1]));

    // A tagger is thread-safe: load it once, share it between threads, close it at the end.
    try (Tagger tagger = TaggerFolder.load(folder)) {
      Prediction prediction = tagger.predict(synopsis, 2);

      System.out.println("Predicted: " + String.join(", ", prediction.predicted()));
      for (Prediction.Probability tag : prediction.tags()) {
        System.out.printf(Locale.ROOT, "%-12s %.3f%n", tag.tag(), tag.probability());
      }
      for (Prediction.Evidence sentence : prediction.evidence()) {
        String text = sentence.text().replace('\n', ' ');
        System.out.printf(Locale.ROOT, "%+.2f  %s%n", sentence.weight(), text);
      }
    }
  }
}
