package org.tagline.server;

import static org.tagline.server.Route.Access.OPEN;
import static org.tagline.server.Route.Access.TOKEN;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.server.http.AccessLog;
import org.tagline.server.http.Connections;
import org.tagline.server.http.Gate;
import org.tagline.server.http.Workers;
import org.tagline.server.queue.ClientConnector;
import org.tagline.tagger.TaggerStore;

/**
 * The HTTP server for REST and the page. It listens from its start, is ready when its taggers are
 * loaded and checked, and finishes accepted requests when it is closed. Thread-safe.
 */
public final class TaglineServer implements AutoCloseable {
  private static final String START_NANOS = "startNanos";

  /** Threads that accept, read, parse and write; none of them waits for a client or a tagger. */
  private static final int CONNECTION_THREADS = 16;

  /** Bytes of an answer that the operating system holds for a client. */
  private static final int SEND_BUFFER = 128 << 10;

  /** Threads that run routes, in addition to those that wait for the queue of predictions. */
  private static final int ROUTE_THREADS = 32;

  private static final int MOST_WAITING_PREDICTIONS = 400;

  private final ServerOptions options;
  private final Metrics metrics = new Metrics();
  private final AccessLog log;
  private final Observer observer;
  private final Problems problems;
  private final Guard guard;
  private final Connections connections;
  private final ExecutorService workers;
  private final Gate gate;
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
    this.log = new AccessLog(log, System::nanoTime);
    this.observer = new Observer(metrics, this.log);
    this.problems = new Problems(this.log);
    this.guard = new Guard(options.token());
    this.connections = new Connections(options.clients(), observer::closed, this.log::summarize);
    metrics.gauge("tagline_connections", connections::count);
    this.workers = Workers.of(ROUTE_THREADS + Math.min(MOST_WAITING_PREDICTIONS, options.queued()));
    this.gate =
        new Gate(
            connections,
            new RequestPolicy(guard, problems, observer, () -> taggers != null),
            workers);
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
        Route.post("/api/predict", TOKEN, predict::one),
        Route.post("/api/predict/batch", TOKEN, predict::batch),
        Route.post("/api/predict/file", TOKEN, predict::file),
        Route.get("/api/taggers", TOKEN, taggersApi::list),
        Route.get("/api/taggers/{name}", TOKEN, taggersApi::one),
        Route.get("/api/taggers/{name}/card", TOKEN, taggersApi::card),
        Route.get("/api/films", TOKEN, films::search),
        Route.get("/api/films/{id}", TOKEN, films::one),
        Route.get("/api/tags", TOKEN, films::tags),
        Route.get("/api/profile", TOKEN, profile::get),
        Route.get("/api/missing", TOKEN, audit::missing),
        Route.get("/api/diff", TOKEN, audit::diff),
        Route.get("/api/comparisons", TOKEN, comparisons::list),
        Route.get("/api/comparisons/{id}", TOKEN, comparisons::one),
        Route.get("/api/flags", TOKEN, flags::list),
        Route.post("/api/flags", TOKEN, flags::add),
        Route.get("/api/flags/export", TOKEN, flags::export),
        Route.get("/api/flags/{id}", TOKEN, flags::one),
        Route.post("/api/flags/{id}/review", TOKEN, flags::review),
        Route.get("/livez", OPEN, context -> plain(context, "live")),
        Route.get("/readyz", OPEN, this::ready),
        Route.get("/metrics", TOKEN, this::metrics),
        Route.get("/openapi.json", OPEN, assets::description),
        Route.get("/", OPEN, assets::index),
        Route.get("/page/{name}", OPEN, assets::file),
        // Former paths of /api/films; to be removed in the next version.
        Route.get("/api/movies", TOKEN, films::moved),
        Route.get("/api/movies/{id}", TOKEN, films::moved));
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = ServerOptions.MAX_BYTES;
    config.http.prefer405over404 = true;
    config.http.defaultContentType = "text/plain; charset=utf-8";
    // Uploads stay in memory: the disk may be read-only, and texts are private.
    config.jetty.multipartConfig.maxInMemoryFileSize(2, SizeUnit.MB);
    config.jetty.multipartConfig.maxTotalRequestSize(2, SizeUnit.MB);
    config.jetty.threadPool = new QueuedThreadPool(CONNECTION_THREADS);
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.jetty.addConnector(this::connector);
    config.jetty.modifyServer(
        server -> {
          server.setStopTimeout(options.stopping().toMillis());
          // Connections have deadlines of their own, and their threads never wait for clients.
          server.removeBean(server.getBean(LowResourceMonitor.class));
          server.setHandler(new GracefulHandler(gate));
          server.setErrorHandler(Problems.beforeRoutes(observer::refused));
        });
    config.routes.before(
        context -> {
          context.attribute(START_NANOS, System.nanoTime());
          guard.before(context);
        });
    for (Route route : routes) {
      Handler handler = context -> serve(context, route);
      config.routes.addHttpHandler(route.method(), route.path(), handler);
      if (route.method() == HandlerType.GET) {
        config.routes.addHttpHandler(HandlerType.HEAD, route.path(), handler);
      }
    }
    problems.install(config.routes);
    config.requestLogger.http((context, millis) -> logged(context));
  }

  private Connector connector(Server server, HttpConfiguration http) {
    ClientConnector connector = new ClientConnector(server, http);
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setAcceptQueueSize(options.clients().connections());
    connector.setAcceptedSendBufferSize(SEND_BUFFER);
    // Connections closes idle connections; Jetty would also close those that wait for a tagger.
    connector.setIdleTimeout(0);
    connector.addBean(connections);
    return connector;
  }

  private void serve(Context context, Route route) throws Exception {
    context.attribute(Route.class.getName(), route.path());
    guard.admit(context, route.access());
    context.attribute(Route.Access.class.getName(), route.access());
    route.handler().handle(context);
  }

  /** Logs the route, not the path and query, which may contain search words. */
  private void logged(Context context) {
    Long began = context.attribute(START_NANOS);
    Route.Access access = context.attribute(Route.Access.class.getName());
    observer.answered(
        context,
        access == null ? Route.Access.OPEN : access,
        guard.admitted(context) || context.statusCode() == 403 ? context.statusCode() : 401,
        began == null ? 0 : System.nanoTime() - began);
  }

  private LoadedTaggers taggers() {
    LoadedTaggers loaded = taggers;
    if (loaded == null) {
      throw loading();
    }
    return loaded;
  }

  static HttpProblem loading() {
    return HttpProblem.later(503, "The taggers are still being loaded.", 2);
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
      connections.start();
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

  /** Returns every route, for tests that hold for all of them. */
  List<Route> routes() {
    return routes;
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
      log.line("Requests that had not ended in time are cancelled.");
    }
    queue.close();
    connections.close();
    workers.shutdownNow();
    profile.close();
    LoadedTaggers loaded = taggers;
    if (loaded != null) {
      loaded.close();
    }
  }
}
