/** Files and folders: atomic writes, checksums, deletion. */
@NullMarked
package org.tagline.files;

import org.jspecify.annotations.NullMarked;
