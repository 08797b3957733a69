@NullMarked
package org.tagline;

import org.jspecify.annotations.NullMarked;
