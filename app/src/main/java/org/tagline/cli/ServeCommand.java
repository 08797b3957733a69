package org.tagline.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.server.ServerOptions;
import org.tagline.server.TaglineServer;
import org.tagline.server.http.ClientLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagline serve}: serves the REST interface and the web page. */
@Command(
    name = "serve",
    description = {
      "Serve the web page and the REST interface until Ctrl-C or SIGTERM. Accepted requests are"
          + " finished before the server stops.",
      "",
      "By default only this machine can connect. To listen on another address with --host, set the"
          + " variable TAGLINE_TOKEN. Requests then need it (Authorization: Bearer TOKEN), and the"
          + " page asks for it."
    },
    footer = {
      "",
      "Example: tagline serve",
      "Example: TAGLINE_TOKEN=$(openssl rand -hex 24) tagline serve first --host 0.0.0.0"
    })
final class ServeCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Taggers to serve, the default tagger first (the three newest).")
  List<String> names = List.of();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on (${DEFAULT-VALUE}).")
  String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port; 0 for any free port (${DEFAULT-VALUE}).")
  int port = 8080;

  @Option(
      names = "--queue",
      paramLabel = "N",
      description =
          "Longest queue of texts, which clients share; further requests get status 429"
              + " (${DEFAULT-VALUE}).")
  int queue = 64;

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      description = "Time limit of a request (${DEFAULT-VALUE}).")
  int deadline = 60;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description =
          "Most connections at once; a new one closes the one that has waited longest for its"
              + " client (${DEFAULT-VALUE}).")
  int connections = ClientLimits.DEFAULT.connections();

  @Option(
      names = "--connections-per-address",
      paramLabel = "N",
      description =
          "Most connections at once from one address. Behind a proxy, all clients have its address:"
              + " set it to the value of --connections there (${DEFAULT-VALUE}).")
  int connectionsPerAddress = ClientLimits.DEFAULT.connectionsPerAddress();

  @Override
  public Integer call() throws IOException {
    @Nullable String token = System.getenv("TAGLINE_TOKEN");
    ServerOptions options =
        new ServerOptions(
            global.home(),
            host,
            port,
            token == null || token.isBlank() ? null : token,
            queue,
            Duration.ofSeconds(Math.max(1, deadline / 6)),
            Duration.ofSeconds(deadline),
            Duration.ofSeconds(20),
            ClientLimits.DEFAULT.withConnections(connections, connectionsPerAddress));
    serve(options, names);
    return 0;
  }

  /** Serves until the process is stopped. */
  private void serve(ServerOptions options, List<String> names) throws IOException {
    CountDownLatch stopped = new CountDownLatch(1);
    try (Catalogue catalogue = global.openCatalogue();
        TaglineServer server = new TaglineServer(options, catalogue, global.err())) {
      // Loading taggers takes seconds, and a signal may arrive meanwhile.
      Thread hook = new Thread(() -> stop(server, stopped), "stop");
      List<String> served = server.start(names);
      Runtime.getRuntime().addShutdownHook(hook);
      report(server, served);
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop(TaglineServer server, CountDownLatch stopped) {
    global.err().println("Stopping after the accepted requests.");
    global.err().flush();
    server.close();
    stopped.countDown();
  }

  private void report(TaglineServer server, List<String> served) {
    String address = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":";
    if (global.json()) {
      global.printJson(new Serving(address + server.port(), served));
    } else {
      global
          .out()
          .println("Serving " + String.join(", ", served) + " on " + address + server.port());
    }
    global.out().flush();
  }

  private record Serving(String address, List<String> taggers) {}
}
