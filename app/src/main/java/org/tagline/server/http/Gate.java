package org.tagline.server.http;

import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands between the connections and the routes. It answers health checks at once, on the thread
 * that reads from the connections, reads the bodies of other requests without blocking, and then
 * runs their routes on threads of their own. Thread-safe.
 *
 * <p>Nothing here blocks, so a server needs few threads for its connections, and no client can hold
 * one of them by being slow.
 */
public final class Gate extends Handler.Wrapper {
  private final Connections connections;
  private final Policy policy;
  private final ExecutorService workers;
  private final Bodies bodies = new Bodies();

  /**
   * Creates a gate.
   *
   * @param connections is told whose turn it is on each connection
   * @param policy decides what is refused
   * @param workers runs the routes; rejects what exceeds its queue
   */
  public Gate(Connections connections, Policy policy, ExecutorService workers) {
    this.connections = connections;
    this.policy = policy;
    this.workers = workers;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Answer answer = new Answer(connections, policy, request, response, callback);
    if (policy.health(request, response, answer.finish())) {
      return true;
    }
    int refusal = policy.beforeBody(request);
    var receiver =
        new BodyReader.Receiver() {
          @Override
          public void received(byte[] body) {
            connections.working(request);
            work(request, body, answer);
          }

          @Override
          public void refused(int status) {
            answer.refuse(status);
          }
        };
    BodyReader reader =
        new BodyReader(request, bodies, policy.largestBody(request), refusal, receiver, callback);
    connections.sending(request, reader::tooSlow);
    reader.run();
    return true;
  }

  private void work(Request request, byte[] body, Answer answer) {
    try {
      workers.execute(() -> route(request, body, answer));
    } catch (RejectedExecutionException e) {
      bodies.free(body.length);
      answer.refuse(HttpStatus.SERVICE_UNAVAILABLE_503);
    }
  }

  private void route(Request request, byte[] body, Answer answer) {
    try {
      if (!super.handle(new Received(request, body), answer, answer)) {
        answer.refuse(HttpStatus.NOT_FOUND_404);
      }
    } catch (Exception | StackOverflowError | AssertionError e) {
      answer.failed(e);
    } finally {
      bodies.free(body.length);
      answer.routed();
    }
  }

  /** A request whose body is in memory. */
  private static final class Received extends Request.Wrapper {
    private Content.Chunk next;

    Received(Request request, byte[] body) {
      super(request);
      this.next = Content.Chunk.from(ByteBuffer.wrap(body), true);
    }

    @Override
    public Content.Chunk read() {
      Content.Chunk chunk = next;
      next = Content.Chunk.next(chunk);
      return chunk;
    }

    @Override
    public void demand(Runnable demandCallback) {
      demandCallback.run();
    }
  }
}
