@NullMarked
package org.tagline.files;

import org.jspecify.annotations.NullMarked;
