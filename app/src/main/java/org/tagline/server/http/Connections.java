package org.tagline.server.http;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the connections of a server, in all and per address, and closes those of clients that are
 * too slow. Thread-safe.
 *
 * <p>A new connection is always accepted. Where that exceeds a bound, the connection is closed for
 * whose client the server has waited longest: clients that hold connections make room for those
 * that use them. That is how a health check gets through while all connections are held.
 */
public final class Connections implements Connection.Listener, AutoCloseable {
  /** Reason for closing a connection on which no request has begun. */
  public static final String IDLE = "idle";

  private static final long LONGEST_TICK_MILLIS = 250;

  private final ClientLimits limits;
  private final Consumer<String> closed;
  private final Runnable tick;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "deadlines");
            thread.setDaemon(true);
            return thread;
          });

  private final Map<Connection, ClientConnection> clients = new HashMap<>();

  /** Clients for whom the server waits, the longest first. */
  private final Set<ClientConnection> waiting = new LinkedHashSet<>();

  private final Map<String, Set<ClientConnection>> byAddress = new HashMap<>();

  /**
   * Creates the bounds.
   *
   * @param limits the limits
   * @param closed receives the reason for each connection that is closed: "slow headers", "slow
   *     body", "slow reader", "idle" or "too many"
   * @param tick runs several times a second
   */
  public Connections(ClientLimits limits, Consumer<String> closed, Runnable tick) {
    this.limits = limits;
    this.closed = closed;
    this.tick = tick;
  }

  /** Starts to close the connections of slow clients. */
  public void start() {
    long shortest =
        Math.min(
            Math.min(limits.idle().toMillis(), limits.headers().toMillis()),
            limits.grace().toMillis());
    long millis = Math.max(1, Math.min(LONGEST_TICK_MILLIS, shortest / 4));
    clock.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    ClientConnection client =
        new ClientConnection(connection, address(connection), System.nanoTime());
    ClientConnection excess = add(client);
    if (excess != null) {
      close(excess, "too many");
    }
  }

  private synchronized @Nullable ClientConnection add(ClientConnection client) {
    Set<ClientConnection> same =
        byAddress.computeIfAbsent(client.address, key -> new LinkedHashSet<>());
    ClientConnection excess = null;
    if (same.size() >= limits.connectionsPerAddress()) {
      excess = first(same, client);
    } else if (clients.size() >= limits.connections()) {
      excess = first(waiting, client);
    }
    clients.put(client.connection, client);
    same.add(client);
    waiting.add(client);
    if (excess != null) {
      // Its connection counts no longer, although the operating system closes it a moment later.
      remove(excess);
    }
    return excess;
  }

  /** Returns the client waited for longest, or the new one if all others are being served. */
  private static ClientConnection first(Set<ClientConnection> candidates, ClientConnection fresh) {
    return candidates.stream()
        .filter(client -> client.phase != ClientConnection.Phase.WORKING)
        .findFirst()
        .orElse(fresh);
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    ClientConnection client = clients.get(connection);
    if (client != null) {
      remove(client);
    }
  }

  private void remove(ClientConnection client) {
    clients.remove(client.connection);
    waiting.remove(client);
    Set<ClientConnection> same = byAddress.get(client.address);
    if (same != null) {
      same.remove(client);
      if (same.isEmpty()) {
        byAddress.remove(client.address);
      }
    }
  }

  /** Waits for the next request on a connection. */
  void idle(Request request) {
    enter(request, ClientConnection.Phase.IDLE, null, null);
  }

  /**
   * Waits for a body.
   *
   * @param tooSlow runs instead of closing the connection when the client is too slow
   */
  void sending(Request request, Runnable tooSlow) {
    enter(request, ClientConnection.Phase.SENDING, null, tooSlow);
  }

  /** Lets a client wait for its answer. */
  void working(Request request) {
    enter(request, ClientConnection.Phase.WORKING, null, null);
  }

  /**
   * Waits until an answer has been read.
   *
   * @param progress the number of bytes that have been read
   */
  void reading(Request request, LongSupplier progress) {
    enter(request, ClientConnection.Phase.READING, progress, null);
  }

  private synchronized void enter(
      Request request,
      ClientConnection.Phase phase,
      @Nullable LongSupplier progress,
      @Nullable Runnable tooSlow) {
    ClientConnection client = clients.get(request.getConnectionMetaData().getConnection());
    if (client == null) {
      return;
    }
    client.enter(phase, progress, tooSlow, System.nanoTime());
    Set<ClientConnection> same = byAddress.get(client.address);
    if (same != null && same.remove(client)) {
      same.add(client);
    }
    waiting.remove(client);
    if (phase != ClientConnection.Phase.WORKING) {
      waiting.add(client);
    }
  }

  /** Returns the number of connections. */
  public synchronized int count() {
    return clients.size();
  }

  private record Slow(ClientConnection client, String reason, @Nullable Runnable answer) {}

  private void tick() {
    try {
      closeSlow();
      tick.run();
    } catch (RuntimeException e) {
      // The next tick must come whatever happened in this one.
      closed.accept("failed deadline");
    }
  }

  private void closeSlow() {
    for (Slow slow : slow()) {
      if (slow.answer() == null) {
        close(slow.client(), slow.reason());
      } else {
        closed.accept(slow.reason());
        slow.answer().run();
      }
    }
  }

  private synchronized List<Slow> slow() {
    long now = System.nanoTime();
    List<Slow> slow = new ArrayList<>();
    for (ClientConnection client : waiting) {
      String reason = client.overdue(limits, now);
      if (reason != null) {
        slow.add(new Slow(client, reason, client.whenTooSlow));
        client.whenTooSlow = null;
      }
    }
    return slow;
  }

  private void close(ClientConnection client, String reason) {
    closed.accept(reason);
    client.connection.getEndPoint().close(new TimeoutException(reason));
  }

  private static String address(Connection connection) {
    return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress inet
        ? inet.getAddress().getHostAddress()
        : "-";
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
