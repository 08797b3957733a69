@NullMarked
package org.tagline.base;

import org.jspecify.annotations.NullMarked;
