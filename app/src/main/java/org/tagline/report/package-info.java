/**
 * Reports for people: one HTML file that holds its own plots, tables, styles and scripts, and
 * fetches nothing when it is opened.
 */
@NullMarked
package org.tagline.report;

import org.jspecify.annotations.NullMarked;
