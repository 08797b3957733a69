package org.tagline.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;
import org.jspecify.annotations.Nullable;

/**
 * Collects the answer of a route in memory, and writes it when it is complete. Writing does not
 * block, so a client that reads slowly holds memory but no thread.
 */
final class Answer extends Response.Wrapper implements Callback {
  /** Bytes per write; Java copies each write into native memory. */
  private static final int SLICE = 32_768;

  private final Connections connections;
  private final Policy policy;
  private final Callback callback;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Collected collected = new Collected();

  /** The answer is complete, and its thread has left the route. */
  private final AtomicInteger steps = new AtomicInteger(2);

  private volatile @Nullable Throwable problem;

  /** Bytes that can be written without copying them. */
  private static final class Collected extends ByteArrayOutputStream {
    ByteBuffer bytes() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  Answer(
      Connections connections,
      Policy policy,
      Request request,
      Response response,
      Callback callback) {
    super(request, response);
    this.connections = connections;
    this.policy = policy;
    this.callback = callback;
  }

  @Override
  public void write(boolean last, @Nullable ByteBuffer content, Callback written) {
    if (content != null) {
      byte[] bytes = new byte[content.remaining()];
      content.get(bytes);
      collected.writeBytes(bytes);
    }
    written.succeeded();
  }

  @Override
  public void succeeded() {
    if (ended.compareAndSet(false, true)) {
      leave();
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (ended.compareAndSet(false, true)) {
      problem = cause;
      leave();
    }
  }

  /**
   * Notes that the thread of the route has left it. The answer is not sent before: the client could
   * send its next request, which uses the same objects of the servlet container.
   */
  void routed() {
    leave();
  }

  private void leave() {
    if (steps.decrementAndGet() > 0) {
      return;
    }
    Throwable cause = problem;
    if (cause != null) {
      policy.failed(getRequest(), cause);
      getWrapped().reset();
      refuse(HttpStatus.INTERNAL_SERVER_ERROR_500);
    } else if (!policy.mayLeave(getRequest(), getWrapped())) {
      getWrapped().reset();
      refuse(HttpStatus.UNAUTHORIZED_401);
    } else {
      Object shared = getRequest().getAttribute(SharedBody.class.getName());
      send(shared instanceof SharedBody body ? body.bytes() : collected.bytes());
    }
  }

  /** Answers with an error instead. */
  void refuse(int status) {
    ended.set(true);
    connections.reading(getRequest(), () -> 0);
    policy.refuse(status, getRequest(), getWrapped(), finish());
  }

  Callback finish() {
    return Callback.from(
        InvocationType.NON_BLOCKING,
        () -> {
          connections.idle(getRequest());
          callback.succeeded();
        },
        callback::failed);
  }

  private void send(ByteBuffer body) {
    Response response = getWrapped();
    // Jetty's status is 0 until someone sets it, which means 200.
    boolean empty = response.getStatus() != 0 && HttpStatus.hasNoBody(response.getStatus());
    if (!empty) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
    }
    if (empty || HttpMethod.HEAD.is(getRequest().getMethod())) {
      body.position(body.limit());
    }
    Slices slices = new Slices(response, body, finish());
    connections.reading(getRequest(), slices::read);
    slices.iterate();
  }

  /** Writes a body in slices, each when the one before it has been written. */
  private static final class Slices extends IteratingNestedCallback {
    private final Response response;
    private final ByteBuffer body;
    private final int size;
    private volatile ByteBuffer slice;
    private boolean last;

    Slices(Response response, ByteBuffer body, Callback callback) {
      super(callback);
      this.response = response;
      this.body = body;
      this.size = body.remaining();
      this.slice = body.slice(body.position(), 0);
    }

    /** Returns the number of bytes that the operating system has taken. */
    long read() {
      return size - body.remaining() - slice.remaining();
    }

    @Override
    protected Action process() {
      if (last) {
        return Action.SUCCEEDED;
      }
      int length = Math.min(SLICE, body.remaining());
      ByteBuffer next = body.slice(body.position(), length);
      body.position(body.position() + length);
      slice = next;
      last = !body.hasRemaining();
      response.write(last, next, this);
      return Action.SCHEDULED;
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
