@NullMarked
package org.tagline.safetensors;

import org.jspecify.annotations.NullMarked;
