package org.tagline.server;

/** Who may call an operation if the server has a token. */
enum Access {
  /** Anyone: it returns no data of the catalogue or of taggers. */
  OPEN,
  /** Clients that send the token. */
  TOKEN
}
