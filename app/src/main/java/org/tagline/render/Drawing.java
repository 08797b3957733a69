package org.tagline.render;

/** A figure that {@code charts.js} draws; it tells the kinds apart by their components. */
public sealed interface Drawing permits Chart, Plot {

  /** Returns the height in pixels. */
  int height();

  /** Returns the markup of the canvas that the figure is drawn on. */
  String html();
}
