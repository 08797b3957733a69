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

/** Lists the base encoders that can be fine-tuned. */
public final class BaseTable {

  private BaseTable() {}

  /**
   * Description of one base, made without reading its weights.
   *
   * @param id the name by which the base is chosen
   * @param architecture the model type in its configuration
   * @param parameters the number of the encoder's parameters, without a head
   * @param layers the number of transformer layers
   * @param hiddenSize the length of a token's vector
   * @param bytes its size on disk
   * @param licence the licence of the weights
   * @param origin where the weights come from
   * @param location the base's folder, or null if it ships in a jar
   * @param isDefault whether it is the base that {@code train} uses by default
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
    /**
     * Matches a weight's name up to its layer number; in Funnel, the block's and layer's numbers.
     */
    private static final Pattern LAYER = Pattern.compile("\\D*\\.\\d+(?:\\.\\d+)*(?=\\.)");

    /**
     * Describes a base by its configuration.
     *
     * @throws IOException if the configuration cannot be read
     */
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

  /** Returns a table with one line per base, the default marked. */
  public static String of(List<Row> rows) {
    AlignedTable table =
        new AlignedTable()
            .row(
                "base",
                "architecture",
                "parameters",
                "layers",
                "hidden size",
                "on disk",
                "licence",
                "source");
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
            row -> text.append(row.id()).append(" is in ").append(row.location()).append('\n'));
    return text.toString();
  }
}
