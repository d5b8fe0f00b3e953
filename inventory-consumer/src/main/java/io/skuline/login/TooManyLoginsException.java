package io.skuline.login;

import org.springframework.security.core.AuthenticationException;

/** Too many wrong passwords have been given; this one was not even looked at. */
public final class TooManyLoginsException extends AuthenticationException {

  private static final long serialVersionUID = 1;

  TooManyLoginsException() {
    super("too many wrong passwords; try again in a minute");
  }
}
