/** Tests of what surrounds a route. */
@NullMarked
package org.tagline.server.http;

import org.jspecify.annotations.NullMarked;
