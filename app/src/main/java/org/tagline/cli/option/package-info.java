/** Groups of options that several commands share. */
@NullMarked
package org.tagline.cli.option;

import org.jspecify.annotations.NullMarked;
