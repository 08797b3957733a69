package org.tagline.base;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name and revision of a model on the hub.
 *
 * @param id {@code organisation/name}, or {@code name} for the oldest models
 * @param revision a branch, a tag or a commit
 */
public record HubName(String id, String revision) {
  /** The default revision. */
  public static final String MAIN = "main";

  // The hub's rules: letters, digits and inner ". _ -", at most 96 characters on each side of the
  // slash.
  private static final String PART = "[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?";
  private static final Pattern ID = Pattern.compile("(?:" + PART + "/)?" + PART);
  private static final Pattern REVISION =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*(?:/[A-Za-z0-9_][A-Za-z0-9._+-]*)*");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /** Rejects invalid names, including those that would lead out of the cache's folder. */
  public HubName {
    if (!ID.matcher(id).matches() || id.contains("..") || id.contains("--")) {
      throw new IllegalArgumentException(
          "\"" + id + "\" is not a name on the hub; names have the form organisation/name");
    }
    if (!REVISION.matcher(revision).matches()
        || revision.contains("..")
        || revision.length() > 200) {
      throw new IllegalArgumentException(
          "\"" + revision + "\" is not a revision; give a branch, a tag or a commit");
    }
  }

  /**
   * Parses {@code name} or {@code name@revision}.
   *
   * @param revision a separate revision, or null
   * @throws IllegalArgumentException for an invalid name, or if there are two revisions
   */
  public static HubName parse(String text, @Nullable String revision) {
    int at = text.indexOf('@');
    if (at >= 0 && revision != null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" already has a revision, and \"" + revision + "\" is another; give one");
    }
    if (at >= 0) {
      return new HubName(text.substring(0, at), text.substring(at + 1));
    }
    return new HubName(text, revision == null ? MAIN : revision);
  }

  /** Parses a name like {@link #parse}, but returns empty if it is invalid. */
  public static Optional<HubName> ifNamed(String text, @Nullable String revision) {
    try {
      return Optional.of(parse(text, revision));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns whether the revision is a full commit hash, which never changes. */
  public boolean isCommit() {
    return COMMIT.matcher(revision).matches();
  }

  /** Returns the name as users type it, without the main branch. */
  @Override
  public String toString() {
    return revision.equals(MAIN) ? id : id + "@" + revision;
  }
}
