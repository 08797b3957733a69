package examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.StratifiedSplitter;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.learn.LinearRecipe;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TaggerTrainer;
import org.tagline.learn.TrainingRequest;
import org.tagline.linear.LinearPlan;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;

/**
 * Trains a linear tagger on the films below, evaluates it on held-out films, tags a new text and
 * saves the tagger to a folder.
 *
 * <p>To run it from the root of the repository, build with {@code ./tagline --version} and type:
 *
 * <pre>{@code
 * java -cp 'app/target/lib/*' docs/examples/TrainOnFilms.java my-tagger
 * }</pre>
 */
public final class TrainOnFilms {
  private static final List<Film> FILMS =
      List.of(
          film("Cellar", "A ghost knocks in the cellar and wants its house back.", "horror"),
          film(
              "Fog", "A ghost ship comes out of the fog, and a curse falls on the town.", "horror"),
          film("Attic", "Children find a doll, and a curse keeps the house awake.", "horror"),
          film("Mirror", "Each night a ghost steps out of the mirror in the house.", "horror"),
          film("Verdict", "A lawyer defends her brother in court before the judge.", "drama"),
          film("Appeal", "The judge hears the appeal, and a mother leaves the court.", "drama"),
          film("Custody", "A mother and a father fight in court for their son.", "drama"),
          film("Oath", "A lawyer lies to the judge to protect the mother of his client.", "drama"));

  private TrainOnFilms() {}

  /** Expects one argument: the folder to write. */
  public static void main(String[] arguments) throws IOException {
    Split split = StratifiedSplitter.split(FILMS, 0.25, 0, 42);
    TrainingRequest request =
        new TrainingRequest(
            "my-tagger",
            new LinearRecipe(LinearPlan.DEFAULT),
            Task.SINGLE,
            TagSet.of(FILMS),
            FILMS,
            split);

    TaggerTrainer.TrainingOutcome outcome =
        new TaggerTrainer(request, TaggerListener.NONE).make(null, false);
    try (Tagger tagger = outcome.tagger()) {
      double accuracy = outcome.evaluation().evaluation().accuracy();
      System.out.printf(Locale.ROOT, "Accuracy on held-out films: %.2f%n", accuracy);

      String text = "A ghost walks through the house.";
      System.out.println(text + " " + tagger.predict(text).predicted());

      TaggerFolder.write(Path.of(arguments[0]), tagger, split);
    }
  }

  private static Film film(String title, String synopsis, String tag) {
    return new Film(title, title, synopsis, List.of(tag));
  }
}
