/** Folders that appear whole or not at all, checksums, deletion. */
@NullMarked
package org.tagline.files;

import org.jspecify.annotations.NullMarked;
