/** REST over real HTTP, and the page in a real browser. */
@NullMarked
package org.tagline.server;

import org.jspecify.annotations.NullMarked;
