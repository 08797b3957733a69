/** Renders results as HTML, figures, plain-text tables and JSON, and knows nothing of films. */
@NullMarked
package org.tagline.render;

import org.jspecify.annotations.NullMarked;
