package org.tagline.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.server.queue.ClientConnector;
import org.tagline.tagger.TaggerStore;

/**
 * The HTTP server for REST and the page. It listens from its start, is ready when its taggers are
 * loaded and checked, and finishes accepted requests when it is closed. Thread-safe.
 */
public final class TaglineServer implements AutoCloseable {
  private static final String START_NANOS = "startNanos";

  private final ServerOptions options;
  private final PrintWriter log;
  private final Metrics metrics = new Metrics();
  private final Guard guard;
  private final PredictionQueue queue;
  private final ProfileApi profile;
  private final CatalogueAudits audits;
  private final List<Route> routes;
  private final Javalin javalin;
  private volatile @Nullable LoadedTaggers taggers;

  /**
   * Creates a server that does not listen yet.
   *
   * @param options the settings
   * @param catalogue the catalogue, which the caller closes after the server
   * @param log the destination of one line per request, without any content of the request
   */
  public TaglineServer(ServerOptions options, Catalogue catalogue, PrintWriter log) {
    this.options = options;
    this.log = log;
    this.guard = new Guard(options.token());
    this.queue = new PredictionQueue(options, metrics);
    this.profile = new ProfileApi(catalogue);
    this.audits = new CatalogueAudits(catalogue, queue);
    this.routes = routes(catalogue);
    this.javalin = Javalin.create(this::configure);
  }

  /** Returns every operation in the order of openapi.json. */
  private List<Route> routes(Catalogue catalogue) {
    PredictApi predict = new PredictApi(this::taggers, queue);
    TaggersApi taggersApi = new TaggersApi(this::taggers);
    FilmsApi films = new FilmsApi(catalogue, this::taggers);
    FlagsApi flags = new FlagsApi(catalogue, this::taggers);
    ComparisonsApi comparisons = new ComparisonsApi(catalogue);
    AuditApi audit = new AuditApi(this::taggers, audits);
    Assets assets = new Assets();
    return List.of(
        Route.post("/api/predict", predict::one),
        Route.post("/api/predict/batch", predict::batch),
        Route.post("/api/predict/file", predict::file),
        Route.get("/api/taggers", taggersApi::list),
        Route.get("/api/taggers/{name}", taggersApi::one),
        Route.get("/api/taggers/{name}/card", taggersApi::card),
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
        // Former paths of /api/films; to be removed in the next version.
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
    config.jetty.addConnector(
        (server, http) -> {
          ClientConnector connector = new ClientConnector(server, http);
          connector.setHost(options.host());
          connector.setPort(options.port());
          return connector;
        });
    // Uploads stay in memory: the disk may be read-only, and texts are private.
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
          context.attribute(START_NANOS, System.nanoTime());
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

  /** Logs the route, not the path and query, which may contain search words. */
  private void logged(Context context) {
    String matched = context.attribute(Route.class.getName());
    String route = matched == null ? "-" : matched;
    Long began = context.attribute(START_NANOS);
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
   * Starts to listen, then loads the taggers and becomes ready.
   *
   * @param names the names of the taggers, the default first; empty for the newest ones
   * @return the names of the loaded taggers
   * @throws IOException if the port is in use, or a tagger cannot be loaded or does not predict
   *     what it did after training
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
              + "; choose another --port, or stop the process that uses it",
          e);
    }
    LoadedTaggers loaded = LoadedTaggers.load(new TaggerStore(options.home()), names);
    taggers = loaded;
    return loaded.all().stream().map(one -> one.tagger().info().name()).toList();
  }

  /** Returns the operations that it serves, such as {@code GET /readyz}. */
  Stream<String> operations() {
    return routes.stream().map(route -> route.method() + " " + route.path());
  }

  /** Returns the port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /**
   * Refuses new requests, finishes the accepted ones or cancels them when their time is over, and
   * frees the taggers.
   */
  @Override
  public void close() {
    audits.close();
    try {
      javalin.stop();
    } catch (JavalinException e) {
      log.println("Requests that had not ended in time are cancelled.");
      log.flush();
    }
    queue.close();
    profile.close();
    LoadedTaggers loaded = taggers;
    if (loaded != null) {
      loaded.close();
    }
  }
}
