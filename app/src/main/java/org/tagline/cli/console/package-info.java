/** The terminal and the process: progress, errors, memory. */
@NullMarked
package org.tagline.cli.console;

import org.jspecify.annotations.NullMarked;
