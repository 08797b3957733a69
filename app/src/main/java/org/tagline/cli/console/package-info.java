/** The terminal and the process: help, progress, errors, memory. */
@NullMarked
package org.tagline.cli.console;

import org.jspecify.annotations.NullMarked;
