@NullMarked
package org.tagline.tagger;

import org.jspecify.annotations.NullMarked;
