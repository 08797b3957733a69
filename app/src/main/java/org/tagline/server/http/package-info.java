/**
 * Handles requests before and after their routes: bounds on connections, deadlines for slow
 * clients, bodies that are read and answers that are written without a thread, and the access log.
 */
@NullMarked
package org.tagline.server.http;

import org.jspecify.annotations.NullMarked;
