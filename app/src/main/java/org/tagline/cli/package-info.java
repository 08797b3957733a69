/** The commands: one file per command, registered in {@link org.tagline.cli.Main}. */
@NullMarked
package org.tagline.cli;

import org.jspecify.annotations.NullMarked;
