package org.tagline.server.http;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;

/** A connection and whose turn it is. Guarded by {@link Connections}. */
final class ClientConnection {

  /** A part of a request's life. The server waits for the client in all of them but WORKING. */
  enum Phase {
    /** No request has begun, or its headers are incomplete. */
    IDLE,
    /** The client sends a body. */
    SENDING,
    /** The server computes the answer. */
    WORKING,
    /** The client reads the answer. */
    READING
  }

  final Connection connection;
  final String address;
  Phase phase = Phase.IDLE;

  /** Runs instead of closing the connection when the client is too slow to send a body. */
  @Nullable Runnable whenTooSlow;

  private LongSupplier bytes;
  private long since;
  private long bytesBefore;

  /** When the first byte of the next request was seen, or 0. */
  private long begun;

  ClientConnection(Connection connection, String address, long now) {
    this.connection = connection;
    this.address = address;
    this.bytes = connection::getBytesIn;
    this.since = now;
  }

  /**
   * Begins a phase.
   *
   * @param progress counts the bytes that the client has sent or read, or null for all it has sent
   * @param tooSlow runs instead of closing the connection, or null
   */
  void enter(Phase next, @Nullable LongSupplier progress, @Nullable Runnable tooSlow, long now) {
    phase = next;
    whenTooSlow = tooSlow;
    bytes = progress == null ? connection::getBytesIn : progress;
    since = now;
    begun = 0;
    bytesBefore = bytes.getAsLong();
  }

  /** Returns why the client has used up its time, or null while it has some left. */
  @Nullable String overdue(ClientLimits limits, long now) {
    return switch (phase) {
      case IDLE -> idle(limits, now);
      case SENDING -> slow(limits, limits.body().toNanos(), now) ? "slow body" : null;
      case READING -> slow(limits, limits.answer().toNanos(), now) ? "slow reader" : null;
      case WORKING -> null;
    };
  }

  private @Nullable String idle(ClientLimits limits, long now) {
    if (begun == 0 && bytes.getAsLong() > bytesBefore) {
      begun = now;
    }
    if (begun != 0 && now - begun > limits.headers().toNanos()) {
      return "slow headers";
    }
    return begun == 0 && now - since > limits.idle().toNanos() ? Connections.IDLE : null;
  }

  private boolean slow(ClientLimits limits, long most, long now) {
    long elapsed = now - since;
    if (elapsed > most) {
      return true;
    }
    double seconds = elapsed / (double) TimeUnit.SECONDS.toNanos(1);
    return elapsed > limits.grace().toNanos()
        && bytes.getAsLong() - bytesBefore < seconds * limits.bytesPerSecond();
  }
}
