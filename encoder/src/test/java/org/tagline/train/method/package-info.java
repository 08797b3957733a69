@NullMarked
package org.tagline.train.method;

import org.jspecify.annotations.NullMarked;
