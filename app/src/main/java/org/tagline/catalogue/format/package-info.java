/**
 * Reads files of films, CSV, TSV or JSON lines, plain or gzipped, one row at a time. A malformed
 * row is an entry of its own, so reading continues after it.
 */
@NullMarked
package org.tagline.catalogue.format;

import org.jspecify.annotations.NullMarked;
