package org.tagline.server.http;

import java.nio.ByteBuffer;

/**
 * A body that all clients share, such as a file of the page: slow readers of it hold no copies. It
 * is an attribute of the request, under this class's name.
 *
 * @param array the bytes, which nothing changes
 */
public record SharedBody(byte[] array) {
  ByteBuffer bytes() {
    return ByteBuffer.wrap(array);
  }
}
