package org.tagline.server;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import org.jspecify.annotations.Nullable;

/** Reads files from forms. */
final class Uploads {
  private Uploads() {}

  /**
   * Returns the file of a form's field, or null if there is none.
   *
   * @throws HttpProblem with status 400 if the form is malformed or has too many parts: its bytes
   *     are in memory, so nothing else can fail
   */
  static @Nullable UploadedFile file(Context context, String field) {
    try {
      return context.uploadedFile(field);
    } catch (Exception e) {
      throw HttpProblem.of(400, "The form is malformed, or has too many parts.");
    }
  }
}
