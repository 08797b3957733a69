/** The import benchmark: a large catalogue of invented films into an empty database. */
@NullMarked
package org.tagline.benchmarks.importing;

import org.jspecify.annotations.NullMarked;
