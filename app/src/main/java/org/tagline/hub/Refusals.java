package org.tagline.hub;

import java.net.http.HttpResponse;

/** Puts the hub's final answers into words. */
final class Refusals {
  private Refusals() {}

  static HubException of(HttpResponse<?> response, String what, boolean withToken) {
    String code = response.headers().firstValue("X-Error-Code").orElse("");
    int status = response.statusCode();
    return new HubException(
        switch (code) {
          case "RepoNotFound" -> unknown(what, withToken);
          case "RevisionNotFound" -> "the hub has no such revision for " + what;
          case "EntryNotFound" -> "the hub has no " + what;
          case "GatedRepo" ->
              "the hub gives "
                  + what
                  + " only to those who accepted its terms; accept them on its page and set"
                  + " HF_TOKEN";
          case "DisabledRepo" -> "the hub has withdrawn " + what;
          default -> byStatus(status, what, withToken);
        });
  }

  private static String byStatus(int status, String what, boolean withToken) {
    return switch (status) {
      case 401 -> unknown(what, withToken);
      case 403 -> "the hub does not let this account have " + what + "; check HF_TOKEN";
      case 404 -> "the hub has no " + what + "; check the name and the revision";
      default -> "the hub answers " + status + " when asked for " + what + "; check HF_ENDPOINT";
    };
  }

  /** The hub says the same of what is private and of what does not exist. */
  private static String unknown(String what, boolean withToken) {
    return "the hub has no "
        + what
        + (withToken
            ? " for this account; check the name, and that HF_TOKEN is valid"
            : " for everyone; check the name, or set HF_TOKEN if it is private");
  }
}
