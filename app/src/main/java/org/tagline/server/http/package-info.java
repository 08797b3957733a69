/**
 * What surrounds a request before and after its route: bounds on connections, deadlines for slow
 * clients, bodies that are read and answers that are written without a thread, and the access log.
 */
@NullMarked
package org.tagline.server.http;

import org.jspecify.annotations.NullMarked;
