/**
 * The REST interface and the web page. Each group of operations is one class, {@code …Api}; {@link
 * org.tagline.server.TaglineServer} registers the routes and the steps common to every request.
 */
@NullMarked
package org.tagline.server;

import org.jspecify.annotations.NullMarked;
