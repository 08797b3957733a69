@NullMarked
package org.tagline.server.queue;

import org.jspecify.annotations.NullMarked;
