@NullMarked
package org.tagline.hub;

import org.jspecify.annotations.NullMarked;
