@NullMarked
package org.tagline.cli.option;

import org.jspecify.annotations.NullMarked;
