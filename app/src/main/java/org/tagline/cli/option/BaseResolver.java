package org.tagline.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseFinder;
import org.tagline.base.HubCache;
import org.tagline.base.HubName;
import org.tagline.cli.console.Progress;
import org.tagline.hub.DownloadListener;
import org.tagline.hub.HubDownload;
import org.tagline.hub.HubSettings;

/**
 * Turns a name into a base: from this machine, else from the hub where that is allowed.
 *
 * @param environment where the hub's variables are read from
 * @param err for progress
 * @param ask puts a question to a person; false where nobody is there
 */
public record BaseResolver(
    Map<String, String> environment, PrintWriter err, Predicate<String> ask) {

  /**
   * Finds the base, downloading it only when that is allowed or a person says yes.
   *
   * @throws IllegalArgumentException if there is none; the message says what was looked for where
   * @throws IOException if the hub was asked and did not give it
   */
  public BaseEncoder resolve(String name, @Nullable String revision, boolean download)
      throws IOException {
    Optional<BaseEncoder> here = finder().find(name, revision);
    if (here.isPresent()) {
      return here.get();
    }
    Optional<HubName> named = HubName.ifNamed(name, revision);
    if (named.isPresent() && (download || wanted(named.get()))) {
      return download(named.get());
    }
    String advice =
        named.isEmpty()
            ? "check the name; tagline bases lists those that are here"
            : HubSettings.possible(environment)
                ? "add --download to fetch it from " + environment.get("HF_ENDPOINT")
                : "to fetch it from a hub, set HF_ENDPOINT to the hub's address and add --download";
    throw new IllegalArgumentException(finder().lookedFor(name, revision) + "; " + advice);
  }

  /** Fetches what the hub has now under that name, whatever is here. */
  public BaseEncoder download(HubName name) throws IOException {
    HubSettings settings = HubSettings.of(environment);
    try (Shown shown = new Shown(err)) {
      new HubDownload(settings, HubCache.standard(environment)).run(name, shown);
    }
    return finder().cached(name).orElseThrow();
  }

  public BaseFinder finder() {
    return new BaseFinder(HubCache.standard(environment));
  }

  private boolean wanted(HubName name) {
    return HubSettings.possible(environment)
        && ask.test(
            name + " is not on this machine. Download it from " + environment.get("HF_ENDPOINT"));
  }

  /** A download on standard error. */
  private static final class Shown implements DownloadListener, AutoCloseable {
    private final PrintWriter err;
    private @Nullable Progress progress;
    private int shift = 20;

    Shown(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void started(String what, long bytes) {
      shift = bytes >= 10L << 20 ? 20 : 10;
      String unit = shift == 20 ? "MB" : "kB";
      progress = Progress.start("Downloading " + what, unit, bytes >> shift, err);
    }

    @Override
    public void arrived(long bytes) {
      if (progress != null) {
        progress.stepTo(bytes >> shift);
      }
    }

    @Override
    public void close() {
      if (progress != null) {
        progress.close();
      }
    }
  }
}
