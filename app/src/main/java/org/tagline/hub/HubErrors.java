package org.tagline.hub;

import java.net.http.HttpResponse;

/** Turns the hub's error responses into exceptions with a helpful message. */
final class HubErrors {
  private HubErrors() {}

  static HubException of(HttpResponse<?> response, String what, boolean withToken) {
    String code = response.headers().firstValue("X-Error-Code").orElse("");
    int status = response.statusCode();
    return new HubException(
        switch (code) {
          case "RepoNotFound" -> unknown(what, withToken);
          case "RevisionNotFound" -> "the hub has no such revision for " + what;
          case "EntryNotFound" -> "the hub has no " + what;
          case "GatedRepo" ->
              "the hub shares "
                  + what
                  + " only with those who accepted its terms; accept them on its page and set"
                  + " HF_TOKEN";
          case "DisabledRepo" -> "the hub has withdrawn " + what;
          default -> byStatus(status, what, withToken);
        });
  }

  private static String byStatus(int status, String what, boolean withToken) {
    return switch (status) {
      case 401 -> unknown(what, withToken);
      case 403 -> "the hub denies this account access to " + what + "; check HF_TOKEN";
      case 404 -> "the hub has no " + what + "; check the name and the revision";
      default ->
          "the hub responded with status "
              + status
              + " to the request for "
              + what
              + "; check HF_ENDPOINT";
    };
  }

  /** The hub responds alike for private and missing repositories. */
  private static String unknown(String what, boolean withToken) {
    return "the hub has no "
        + what
        + (withToken
            ? " for this account; check the name and HF_TOKEN"
            : " that is public; check the name, or set HF_TOKEN if it is private");
  }
}
