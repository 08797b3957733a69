package org.tagline.base;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model's name on the hub.
 *
 * @param id {@code organisation/name}, or only {@code name} as the oldest models have it
 * @param revision a branch, a tag or a commit
 */
public record HubName(String id, String revision) {
  /** The branch that is meant when nobody names one. */
  public static final String MAIN = "main";

  // The hub's own rules: letters, digits and inner ". _ -", 96 characters a part.
  private static final String PART = "[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?";
  private static final Pattern ID = Pattern.compile("(?:" + PART + "/)?" + PART);
  private static final Pattern REVISION =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*(?:/[A-Za-z0-9_][A-Za-z0-9._+-]*)*");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /** Refuses what could not be a name, and so also what would lead out of the cache. */
  public HubName {
    if (!ID.matcher(id).matches() || id.contains("..") || id.contains("--")) {
      throw new IllegalArgumentException(
          "\"" + id + "\" is no name on the hub; one looks like organisation/name");
    }
    if (!REVISION.matcher(revision).matches()
        || revision.contains("..")
        || revision.length() > 200) {
      throw new IllegalArgumentException(
          "\"" + revision + "\" is no revision; give a branch, a tag or a commit");
    }
  }

  /**
   * Reads {@code name} or {@code name@revision}.
   *
   * @param revision given separately, or null; one in both places is refused
   */
  public static HubName parse(String text, @Nullable String revision) {
    int at = text.indexOf('@');
    if (at >= 0 && revision != null) {
      throw new IllegalArgumentException(
          "there is a revision in \"" + text + "\" and another, \"" + revision + "\"; give one");
    }
    if (at >= 0) {
      return new HubName(text.substring(0, at), text.substring(at + 1));
    }
    return new HubName(text, revision == null ? MAIN : revision);
  }

  /** As {@link #parse}, but empty where the text can be no name. */
  public static Optional<HubName> ifNamed(String text, @Nullable String revision) {
    try {
      return Optional.of(parse(text, revision));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** True where the revision is a whole commit, which never changes. */
  public boolean isCommit() {
    return COMMIT.matcher(revision).matches();
  }

  /** The name as users type it; the main branch is left out. */
  @Override
  public String toString() {
    return revision.equals(MAIN) ? id : id + "@" + revision;
  }
}
