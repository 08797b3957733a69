package org.tagline.server.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/** Accepts HTTP connections whose state can be asked for while a request is computed. */
public final class ClientConnector extends ServerConnector {

  public ClientConnector(Server server, HttpConfiguration http) {
    super(server, new HttpConnectionFactory(http));
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    SocketChannelEndPoint endPoint = new ClientEndPoint(channel, selector, key, getScheduler());
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  /** State of a connection as far as reading from it tells. */
  enum Input {
    OPEN,
    /** The client sends nothing more: it has closed the connection or shut down its output. */
    SHUT,
    RESET
  }

  /** A connection that can be read ahead by a byte. */
  static final class ClientEndPoint extends SocketChannelEndPoint {
    /** The byte read ahead, between position and limit. */
    private final ByteBuffer ahead = BufferUtil.allocate(1);

    ClientEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
      super(channel, selector, key, scheduler);
    }

    /**
     * Asks for the state without waiting. The body of the current request must be read completely.
     */
    synchronized Input input() {
      if (ahead.hasRemaining()) {
        return Input.OPEN;
      }
      int position = BufferUtil.flipToFill(ahead);
      try {
        return getChannel().read(ahead) < 0 ? Input.SHUT : Input.OPEN;
      } catch (IOException e) {
        return Input.RESET;
      } finally {
        BufferUtil.flipToFlush(ahead, position);
      }
    }

    @Override
    public synchronized int fill(ByteBuffer buffer) throws IOException {
      return ahead.hasRemaining() ? BufferUtil.append(buffer, ahead) : super.fill(buffer);
    }
  }
}
