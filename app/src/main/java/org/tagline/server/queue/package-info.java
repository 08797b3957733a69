/**
 * The texts that wait for a prediction: fair shares of the workers for every client, what a text
 * costs with each tagger, and clients that leave before their answer.
 */
@NullMarked
package org.tagline.server.queue;

import org.jspecify.annotations.NullMarked;
