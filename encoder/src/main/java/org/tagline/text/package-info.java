/**
 * Tokenization: turns texts into windows of token ids that fit the encoder.
 *
 * <p>Offsets refer to the original Java string, in UTF-16 units.
 */
@NullMarked
package org.tagline.text;

import org.jspecify.annotations.NullMarked;
