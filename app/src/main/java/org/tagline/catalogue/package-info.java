/** The films and their tags in a database, embedded or shared, and how files get into it. */
@NullMarked
package org.tagline.catalogue;

import org.jspecify.annotations.NullMarked;
