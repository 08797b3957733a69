/**
 * Audits of a tagged catalogue with a tagger: tags that are probably missing or wrong, tags that
 * cannot be learned or distinguished, and the changes that another tagger would make. Works on
 * probabilities; keeps no texts.
 */
@NullMarked
package org.tagline.audit;

import org.jspecify.annotations.NullMarked;
