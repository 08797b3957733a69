@NullMarked
package org.tagline.encoder.hub;

import org.jspecify.annotations.NullMarked;
