/** Connections to the catalogue's database, its tables, and the locks between its processes. */
@NullMarked
package org.tagline.catalogue.database;

import org.jspecify.annotations.NullMarked;
