package org.tagline.cli.console;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Options that were renamed. The old names go on working. */
public final class OldSpellings {
  /** New option names by command and old name. */
  private static final Map<String, Map<String, String>> NEW =
      Map.of(
          "evaluate", Map.of("--file", "--input"),
          "flags", Map.of("--export", "--csv"),
          "compare", Map.of("--candidates-from", "--input"),
          "train", Map.of("--folds", "--threshold-folds", "--predictions", "--output"));

  private OldSpellings() {}

  /**
   * Replaces old option names.
   *
   * @param arguments the command first
   * @param err gets a line for each old name
   */
  public static List<String> replace(List<String> arguments, PrintWriter err) {
    if (arguments.isEmpty()) {
      return arguments;
    }
    String attached = "--download=";
    boolean bases = arguments.get(0).equals("bases");
    Map<String, String> names = NEW.getOrDefault(arguments.get(0), Map.of());
    List<String> replaced = new ArrayList<>();
    for (String argument : arguments) {
      String typed = argument.replaceFirst("=.*", "");
      String name = names.get(typed);
      if (bases && argument.startsWith(attached)) {
        String model = argument.substring(attached.length());
        err.println(
            argument + " is now written --download " + model + "; the old form still works.");
        replaced.addAll(List.of("--download", model));
      } else if (name == null) {
        replaced.add(argument);
      } else {
        err.println(typed + " is now called " + name + "; the old name still works.");
        replaced.add(name + argument.substring(typed.length()));
      }
    }
    return replaced;
  }
}
