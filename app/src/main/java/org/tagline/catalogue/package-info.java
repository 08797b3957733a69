/** Stores films, tags, flags and comparisons in SQLite or PostgreSQL, and imports files. */
@NullMarked
package org.tagline.catalogue;

import org.jspecify.annotations.NullMarked;
