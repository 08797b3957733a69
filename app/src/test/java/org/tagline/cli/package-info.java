@NullMarked
package org.tagline.cli;

import org.jspecify.annotations.NullMarked;
