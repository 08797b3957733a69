/**
 * Presents results: terminal tables, JSON for programs, and self-contained HTML files that load
 * nothing from the network.
 */
@NullMarked
package org.tagline.report;

import org.jspecify.annotations.NullMarked;
