package org.tagline.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads a body as it arrives, without a thread that waits for it. A body that will be refused is
 * read and dropped, because many clients look for an answer only after they have sent everything.
 */
final class BodyReader implements Invocable.Task {
  /** Longest refused body that is read; a connection with a longer one is closed. */
  private static final long MOST_DROPPED = 8L << 20;

  /** Receives what became of a body. */
  interface Receiver {
    /** Takes a body, and frees its bytes in {@link Bodies} when the request is over. */
    void received(byte[] body);

    void refused(int status);
  }

  private final Request request;
  private final Bodies bodies;
  private final Receiver receiver;
  private final Callback callback;
  private final int most;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean ended;
  private long total;
  private int refusal;

  /**
   * Creates a reader.
   *
   * @param most the largest accepted body in bytes
   * @param refusal the status with which the request will be refused whatever its body, or 0
   * @param callback is failed if the body is malformed or its client went away
   */
  BodyReader(
      Request request, Bodies bodies, int most, int refusal, Receiver receiver, Callback callback) {
    this.request = request;
    this.bodies = bodies;
    this.most = most;
    this.refusal = refusal == 0 && request.getLength() > most ? 413 : refusal;
    this.receiver = receiver;
    this.callback = callback;
  }

  /** Reads what has arrived and asks to be called for the rest. */
  @Override
  public synchronized void run() {
    if (refusal != 0 && (request.getLength() > MOST_DROPPED || waitsForContinue())) {
      end(refusal);
      return;
    }
    while (!ended) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        fail(chunk.getFailure());
        return;
      }
      boolean last = chunk.isLast();
      keep(chunk.getByteBuffer());
      chunk.release();
      if (last || total > MOST_DROPPED) {
        end(refusal);
        return;
      }
    }
  }

  private boolean waitsForContinue() {
    return total == 0 && request.getHeaders().contains("Expect", "100-continue");
  }

  private void keep(ByteBuffer content) {
    int length = content.remaining();
    total += length;
    if (refusal == 0 && total > most) {
      refusal = 413;
    }
    if (refusal == 0 && !bodies.take(length)) {
      refusal = HttpStatus.SERVICE_UNAVAILABLE_503;
    }
    if (refusal == 0) {
      byte[] bytes = new byte[length];
      content.get(bytes);
      kept.writeBytes(bytes);
    } else {
      drop();
    }
  }

  /** Gives up on a body that takes too long. */
  synchronized void tooSlow() {
    end(HttpStatus.REQUEST_TIMEOUT_408);
  }

  private void end(int status) {
    if (ended) {
      return;
    }
    ended = true;
    if (status == 0) {
      receiver.received(kept.toByteArray());
    } else {
      drop();
      receiver.refused(status);
    }
  }

  private void fail(Throwable problem) {
    if (ended) {
      return;
    }
    ended = true;
    drop();
    callback.failed(
        problem instanceof HttpException
            ? problem
            : new BadMessageException(HttpStatus.BAD_REQUEST_400, "incomplete body", problem));
  }

  private void drop() {
    bodies.free(kept.size());
    kept.reset();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
