@NullMarked
package org.tagline.linear;

import org.jspecify.annotations.NullMarked;
