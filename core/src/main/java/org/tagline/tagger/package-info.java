/** Taggers: prediction with evidence, storage as folders, and the kinds of model. */
@NullMarked
package org.tagline.tagger;

import org.jspecify.annotations.NullMarked;
