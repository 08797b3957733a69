/**
 * The commands a person or a script types: one file a command, registered in {@link
 * org.tagline.cli.Main}.
 */
@NullMarked
package org.tagline.cli;

import org.jspecify.annotations.NullMarked;
