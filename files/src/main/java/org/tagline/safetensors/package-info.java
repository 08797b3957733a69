/** The safetensors format as plain Java arrays, without native code. */
@NullMarked
package org.tagline.safetensors;

import org.jspecify.annotations.NullMarked;
