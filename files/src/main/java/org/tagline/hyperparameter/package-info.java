/**
 * The table of hyperparameters: each plan keeps its own list, from which its defaults and checks,
 * the command line's options and the documentation come.
 */
@NullMarked
package org.tagline.hyperparameter;

import org.jspecify.annotations.NullMarked;
