@NullMarked
package org.tagline.dataset;

import org.jspecify.annotations.NullMarked;
