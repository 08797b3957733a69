/**
 * Downloads bases from a hub into the cache shared by all clients of the hub. The only package that
 * connects to other machines, and only when the user allowed it.
 */
@NullMarked
package org.tagline.hub;

import org.jspecify.annotations.NullMarked;
