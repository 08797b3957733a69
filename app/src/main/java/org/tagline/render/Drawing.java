package org.tagline.render;

/** What {@code report.js} can draw; it tells the kinds apart by their components. */
public sealed interface Drawing permits Chart, Plot {

  /** Pixels. */
  int height();

  /** The canvas it is drawn on. */
  String html();
}
