/** Requests that schemathesis generates from the server's own description. */
@NullMarked
package org.tagline.benchmarks.contract;

import org.jspecify.annotations.NullMarked;
