/**
 * Weight files: reading them strictly and writing safetensors. Nothing here runs code of a file.
 */
@NullMarked
package org.tagline.checkpoint;

import org.jspecify.annotations.NullMarked;
