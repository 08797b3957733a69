@NullMarked
package org.tagline.text;

import org.jspecify.annotations.NullMarked;
