/** The safetensors format in plain Java, without native code. */
@NullMarked
package org.tagline.safetensors;

import org.jspecify.annotations.NullMarked;
