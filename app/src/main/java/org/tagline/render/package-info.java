/** HTML, plots, tables and JSON, whatever they show. */
@NullMarked
package org.tagline.render;

import org.jspecify.annotations.NullMarked;
