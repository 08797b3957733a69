/**
 * From text to windows of token ids: the base's own tokenizer, cut at the encoder's length.
 *
 * <p>Offsets always index the Java string that came in, in UTF-16 units.
 */
@NullMarked
package org.tagline.text;

import org.jspecify.annotations.NullMarked;
