/** Training methods: each decides which weights are trained, and has one file. */
@NullMarked
package org.tagline.train.method;

import org.jspecify.annotations.NullMarked;
