/**
 * Bases under their names on the hub: the local cache in its standard layout, read and written, and
 * the order in which a name is looked for. Nothing here opens a connection.
 */
@NullMarked
package org.tagline.base;

import org.jspecify.annotations.NullMarked;
