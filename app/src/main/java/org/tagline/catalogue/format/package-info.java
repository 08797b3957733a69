/**
 * Files of films: CSV, TSV and JSON lines, plain or gzipped, read one row at a time. A bad row is
 * an entry of its own, so reading goes on behind it.
 */
@NullMarked
package org.tagline.catalogue.format;

import org.jspecify.annotations.NullMarked;
