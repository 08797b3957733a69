@NullMarked
package org.tagline.audit;

import org.jspecify.annotations.NullMarked;
