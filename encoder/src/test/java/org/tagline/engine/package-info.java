@NullMarked
package org.tagline.engine;

import org.jspecify.annotations.NullMarked;
