/**
 * What a tagger says of a catalogue that people have tagged: tags that are probably missing or
 * wrong, tags that no model can tell apart or learn, and what another tagger would change.
 * Arithmetic over probabilities; no texts are kept.
 */
@NullMarked
package org.tagline.audit;

import org.jspecify.annotations.NullMarked;
