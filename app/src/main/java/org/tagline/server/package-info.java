/**
 * REST and the web page. One file a group of operations ({@code …Api}); what every request goes
 * through is in {@link org.tagline.server.TaglineServer}.
 */
@NullMarked
package org.tagline.server;

import org.jspecify.annotations.NullMarked;
