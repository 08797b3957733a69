/** The trained thing: train it, keep it in a folder, load it, ask it, and see its reasons. */
@NullMarked
package org.tagline.tagger;

import org.jspecify.annotations.NullMarked;
