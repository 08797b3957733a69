/**
 * Base encoders: where pretrained weights come from. Finds a base by name in a folder, on the class
 * path or in the hub's local cache. Opens no network connection.
 */
@NullMarked
package org.tagline.base;

import org.jspecify.annotations.NullMarked;
