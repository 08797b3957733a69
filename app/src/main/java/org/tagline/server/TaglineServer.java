package org.tagline.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.tagger.TaggerStore;

/**
 * The server: answers over HTTP from its start, is ready when its taggers are loaded and say what
 * they said when they were made, and finishes what it accepted when it is closed. Thread-safe.
 */
public final class TaglineServer implements AutoCloseable {
  private static final String BEGAN = "began";

  private final ServerOptions options;
  private final PrintWriter log;
  private final Metrics metrics = new Metrics();
  private final Guard guard;
  private final PredictionQueue queue;
  private final ProfileApi profile;
  private final CatalogueReadings readings;
  private final List<Route> routes;
  private final Javalin javalin;
  private volatile @Nullable LoadedTaggers taggers;

  /**
   * Sets a server up; nothing listens yet.
   *
   * @param catalogue stays the caller's to close
   * @param log gets a line a request, without what was submitted
   */
  public TaglineServer(ServerOptions options, Catalogue catalogue, PrintWriter log) {
    this.options = options;
    this.log = log;
    this.guard = new Guard(options.token());
    this.queue = new PredictionQueue(options, metrics);
    this.profile = new ProfileApi(catalogue);
    this.readings = new CatalogueReadings(catalogue, queue);
    this.routes = routes(catalogue);
    this.javalin = Javalin.create(this::configure);
  }

  /** Every operation, in the order of openapi.json. */
  private List<Route> routes(Catalogue catalogue) {
    PredictApi predict = new PredictApi(this::taggers, queue);
    TaggersApi known = new TaggersApi(this::taggers);
    FilmsApi films = new FilmsApi(catalogue, this::taggers);
    FlagsApi flags = new FlagsApi(catalogue, this::taggers);
    ComparisonsApi comparisons = new ComparisonsApi(catalogue);
    AuditApi audit = new AuditApi(this::taggers, readings);
    Assets assets = new Assets();
    return List.of(
        Route.post("/api/predict", predict::one),
        Route.post("/api/predict/batch", predict::batch),
        Route.post("/api/predict/file", predict::file),
        Route.get("/api/taggers", known::list),
        Route.get("/api/taggers/{name}", known::one),
        Route.get("/api/taggers/{name}/card", known::card),
        Route.get("/api/films", films::search),
        Route.get("/api/films/{id}", films::one),
        Route.get("/api/tags", films::tags),
        Route.get("/api/profile", profile::get),
        Route.get("/api/missing", audit::missing),
        Route.get("/api/diff", audit::diff),
        Route.get("/api/comparisons", comparisons::list),
        Route.get("/api/comparisons/{id}", comparisons::one),
        Route.get("/api/flags", flags::list),
        Route.post("/api/flags", flags::add),
        Route.get("/api/flags/export", flags::export),
        Route.get("/api/flags/{id}", flags::one),
        Route.post("/api/flags/{id}/review", flags::review),
        Route.get("/livez", context -> plain(context, "live")),
        Route.get("/readyz", this::ready),
        Route.get("/metrics", this::metrics),
        Route.get("/openapi.json", assets::description),
        Route.get("/", assets::index),
        Route.get("/page/{name}", assets::file),
        // The former paths of /api/films, for one version.
        Route.get("/api/movies", films::moved),
        Route.get("/api/movies/{id}", films::moved));
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = ServerOptions.MAX_BYTES;
    config.http.prefer405over404 = true;
    config.http.defaultContentType = "text/plain; charset=utf-8";
    config.jetty.host = options.host();
    config.jetty.port = options.port();
    // Uploads stay in memory: the disk may be read-only, and texts are nobody else's.
    config.jetty.multipartConfig.maxInMemoryFileSize(2, SizeUnit.MB);
    config.jetty.multipartConfig.maxTotalRequestSize(2, SizeUnit.MB);
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.jetty.modifyServer(
        server -> {
          server.setStopTimeout(options.stopping().toMillis());
          server.setHandler(new GracefulHandler());
          server.setErrorHandler(Problems.beforeRoutes());
        });
    config.routes.before(
        context -> {
          context.attribute(BEGAN, System.nanoTime());
          Guard.headers(context);
          guard.check(context);
        });
    routes.forEach(
        route ->
            config.routes.addHttpHandler(
                route.method(), route.path(), context -> counted(context, route)));
    new Problems(log).install(config.routes);
    config.requestLogger.http((context, millis) -> logged(context));
  }

  private static void counted(Context context, Route route) throws Exception {
    context.attribute(Route.class.getName(), route.path());
    route.handler().handle(context);
  }

  /** The route and not the address, which may hold words that were searched for. */
  private void logged(Context context) {
    String matched = context.attribute(Route.class.getName());
    String route = matched == null ? "-" : matched;
    Long began = context.attribute(BEGAN);
    long nanos = began == null ? 0 : System.nanoTime() - began;
    metrics.request(context.method().name(), route, context.statusCode(), nanos);
    if (!route.equals("/livez") && !route.equals("/readyz")) {
      log.println(
          "%s %s %s %d %d ms"
              .formatted(
                  context.ip(), context.method(), route, context.statusCode(), nanos / 1_000_000));
      log.flush();
    }
  }

  private LoadedTaggers taggers() {
    LoadedTaggers loaded = taggers;
    if (loaded == null) {
      throw HttpProblem.later(503, "The taggers are still being loaded.", 2);
    }
    return loaded;
  }

  private void ready(Context context) {
    taggers();
    plain(context, "ready");
  }

  private void metrics(Context context) {
    context.result(metrics.text()).contentType(Metrics.TYPE);
  }

  private static void plain(Context context, String word) {
    context.result(word + "\n").contentType("text/plain; charset=utf-8");
  }

  /**
   * Listens, then loads the taggers and becomes ready.
   *
   * @param names the first is asked by default; empty for the newest ones
   * @return the names of the taggers that are served
   * @throws IOException when the port is taken, or a tagger cannot be loaded or answers otherwise
   *     than when it was made
   */
  public List<String> start(List<String> names) throws IOException {
    try {
      javalin.start();
    } catch (RuntimeException e) {
      throw new IOException(
          "cannot listen on "
              + options.host()
              + ":"
              + options.port()
              + "; choose another --port, or stop what uses it",
          e);
    }
    LoadedTaggers loaded = LoadedTaggers.load(new TaggerStore(options.home()), names);
    taggers = loaded;
    return loaded.all().stream().map(one -> one.tagger().info().name()).toList();
  }

  /** What it answers, such as {@code GET /readyz}. */
  Stream<String> operations() {
    return routes.stream().map(route -> route.method() + " " + route.path());
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Takes no more requests, answers those it accepted, and frees the taggers. */
  @Override
  public void close() {
    javalin.stop();
    readings.close();
    queue.close();
    profile.close();
    LoadedTaggers loaded = taggers;
    if (loaded != null) {
      loaded.close();
    }
  }
}
