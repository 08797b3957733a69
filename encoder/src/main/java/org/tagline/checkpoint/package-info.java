/**
 * Weight files: strict readers for the known formats and a writer of safetensors. No code from a
 * file is ever run.
 */
@NullMarked
package org.tagline.checkpoint;

import org.jspecify.annotations.NullMarked;
