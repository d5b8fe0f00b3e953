package io.skuline.login;

/** What a user may do. */
public enum Role {
  /** Sees everything except what customers wrote, and changes nothing. */
  VIEWER,
  /** Sees everything, and may change what an operator can change. */
  OPERATOR
}
