package org.tagline.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.encoder.Architecture;
import org.tagline.encoder.Architectures;
import org.tagline.encoder.ModelConfig;
import org.tagline.engine.ParameterSpec;
import org.tagline.render.AlignedTable;

/** The encoders that can be fine-tuned, for people. */
public final class BaseTable {

  private BaseTable() {}

  /**
   * One base, described without reading its weights.
   *
   * @param parameters of the encoder, without a head
   * @param bytes on disk
   * @param location its folder, or null where it comes in a jar
   * @param isDefault whether it is fine-tuned when nobody says otherwise
   */
  public record Row(
      String id,
      String architecture,
      long parameters,
      int layers,
      long hiddenSize,
      long bytes,
      String licence,
      String origin,
      @Nullable String location,
      boolean isDefault) {
    /** A layer's number is the first in its weights' names; Funnel's blocks have two. */
    private static final Pattern LAYER = Pattern.compile("\\D*\\.\\d+(?:\\.\\d+)*(?=\\.)");

    /** Computes the sizes from the configuration. */
    public static Row of(BaseEncoder base) throws IOException {
      ModelConfig config = base.config();
      Architecture architecture = Architectures.of(config);
      List<ParameterSpec> specs = architecture.encoderParameters(config);
      long parameters =
          specs.stream()
              .mapToLong(spec -> Arrays.stream(spec.shape()).reduce(1, Math::multiplyExact))
              .sum();
      long layers =
          specs.stream()
              .map(spec -> LAYER.matcher(spec.name()))
              .filter(Matcher::lookingAt)
              .map(Matcher::group)
              .distinct()
              .count();
      Path location = base.location();
      return new Row(
          base.id(),
          config.modelType(),
          parameters,
          Math.toIntExact(layers),
          architecture.encoder(config).hiddenSize(),
          base.bytes(),
          base.licence(),
          base.origin(),
          location == null ? null : location.toString(),
          base.id().equals(BaseEncoders.DEFAULT));
    }
  }

  /** Lines of aligned columns, the default marked. */
  public static String of(List<Row> rows) {
    AlignedTable table =
        new AlignedTable()
            .row("base", "kind", "parameters", "layers", "hidden", "on disk", "licence", "from");
    for (Row row : rows) {
      table.row(
          row.id() + (row.isDefault() ? " *" : ""),
          row.architecture(),
          row.parameters() < 1_000_000
              ? String.format(Locale.ROOT, "%.1f k", row.parameters() / 1e3)
              : String.format(Locale.ROOT, "%.1f M", row.parameters() / 1e6),
          String.valueOf(row.layers()),
          String.valueOf(row.hiddenSize()),
          String.format(Locale.ROOT, "%.1f MB", row.bytes() / 1e6),
          row.licence(),
          row.origin());
    }
    StringBuilder text = new StringBuilder(table.toString());
    if (rows.stream().anyMatch(Row::isDefault)) {
      text.append("* the default\n");
    }
    rows.stream()
        .filter(row -> row.location() != null && !row.location().equals(row.id()))
        .forEach(
            row -> text.append(row.id()).append(" lies in ").append(row.location()).append('\n'));
    return text.toString();
  }
}
