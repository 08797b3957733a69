/**
 * Downloads bases from a hub into the cache that all its clients share. The only part that opens
 * connections to other machines, and only when a person allowed it.
 */
@NullMarked
package org.tagline.hub;

import org.jspecify.annotations.NullMarked;
