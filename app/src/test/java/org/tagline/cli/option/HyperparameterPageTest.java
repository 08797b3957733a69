package org.tagline.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tagline.hyperparameter.Hyperparameter;
import org.tagline.hyperparameter.HyperparameterGroup;

/** Keeps docs/hyperparameters.md equal to the table of hyperparameters. */
class HyperparameterPageTest {
  private static final Path PAGE = Path.of("..", "docs", "hyperparameters.md");
  private static final String COMMAND =
      "mvn -pl app -am test -Dtest=HyperparameterPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dhyperparameters.write=true";

  @Test
  void theCommittedPageHasEveryHyperparameter() throws IOException {
    if (Boolean.getBoolean("hyperparameters.write")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("%s is outdated; rewrite it with: %s", PAGE, COMMAND)
        .isEqualTo(page());
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Hyperparameters

        Generated from the table of hyperparameters in the code; do not edit. To rewrite it, run:

        ```
        %s
        ```

        Every hyperparameter is an option of `tagline train`. It can also be set in a JSON file that is
        given with `--config`, under the name in the second column, for the encoders of a comparison
        with `tagline compare --set OPTION=VALUE`, and for one candidate with `BASE:OPTION=VALUE`.
        A default that differs for a training method, the linear model or films with several tags
        is listed behind the usual one.
        """
            .formatted(COMMAND.replace(" -D", " \\\n  -D")));
    for (HyperparameterGroup group : HyperparameterGroup.values()) {
      page.append("\n## ").append(group.heading()).append("\n\n");
      page.append(
          "| option | name | values | default | meaning |\n| --- | --- | --- | --- | --- |\n");
      HyperparameterOptions.ALL.all().stream()
          .filter(entry -> entry.group() == group)
          .forEach(entry -> page.append(row(entry)));
    }
    return page.toString();
  }

  private static String row(Hyperparameter entry) {
    return "| `--%s` | `%s` | %s | %s | %s |\n"
        .formatted(
            entry.option(),
            entry.name(),
            entry.describeValues(),
            entry.defaults().describe(),
            entry.help());
  }
}
