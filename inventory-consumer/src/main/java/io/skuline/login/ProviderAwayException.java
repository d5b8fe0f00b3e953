package io.skuline.login;

import org.springframework.security.core.AuthenticationException;

/** The identity provider cannot be asked, so nobody can be recognised by it. */
public final class ProviderAwayException extends AuthenticationException {

  private static final long serialVersionUID = 1;

  ProviderAwayException(String message) {
    super(message);
  }
}
