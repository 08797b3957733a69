package examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.finetune.FineTuningRecipe;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TaggerTrainer;
import org.tagline.learn.TrainingRequest;
import org.tagline.tagger.Quantization;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.train.TrainingPlan;

/**
 * Fine-tunes an encoder for one epoch and exports it as an ONNX graph with its tokenizer.
 *
 * <p>To run it from the root of the repository, build with {@code ./tagline --version} and type:
 *
 * <pre>{@code
 * java -cp 'app/target/lib/*' docs/examples/ExportToOnnx.java all-minilm-l6-v2 my-graph
 * }</pre>
 */
public final class ExportToOnnx {

  private ExportToOnnx() {}

  /** Expects two arguments: a base encoder (name or folder) and the folder to write. */
  public static void main(String[] arguments) throws IOException {
    BaseEncoder base = BaseEncoders.resolve(arguments[0]);
    List<Film> films = IntStream.range(0, 16).mapToObj(ExportToOnnx::film).toList();
    List<String> ids = films.stream().map(Film::id).toList();
    Split everyFilm = new Split(ids, List.of(), List.of());

    TrainingPlan plan = TrainingPlan.DEFAULT.with("epochs", 1);
    TrainingRequest request =
        new TrainingRequest(
            "tiny",
            new FineTuningRecipe(base, plan),
            Task.SINGLE,
            TagSet.of(films),
            films,
            everyFilm);

    try (Tagger tagger =
        new TaggerTrainer(request, TaggerListener.NONE).make(null, false).tagger()) {
      // Quantization.INT8 would write a graph of a quarter of the size, with approximate weights.
      TaggerFolder.writeOnnx(Path.of(arguments[1]), tagger, Quantization.NONE);
      System.out.println("Wrote model.onnx for the tags " + tagger.tags());
    }
  }

  private static Film film(int number) {
    return number % 2 == 0
        ? new Film("film" + number, "", "A ghost haunts house " + number, List.of("horror"))
        : new Film("film" + number, "", "The court hears case " + number, List.of("drama"));
  }
}
