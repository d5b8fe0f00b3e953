package io.skuline.login;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Compares passwords, but not arbitrarily many that are wrong. */
final class LimitedLogin implements AuthenticationProvider {

  private static final Logger log = LoggerFactory.getLogger(LimitedLogin.class);

  private final AuthenticationProvider passwords;
  private final FailedLogins failed;

  LimitedLogin(AuthenticationProvider passwords, FailedLogins failed) {
    this.passwords = passwords;
    this.failed = failed;
  }

  /**
   * @throws TooManyLoginsException if the password is not compared
   */
  @Override
  public Authentication authenticate(Authentication login) {
    String address =
        login.getDetails() instanceof WebAuthenticationDetails details
            ? details.getRemoteAddress()
            : "";
    String name = login.getName().toLowerCase(Locale.ROOT);
    if (failed.tooMany(address, name)) {
      throw new TooManyLoginsException();
    }
    try {
      Authentication user = passwords.authenticate(login);
      failed.succeeded(address, name);
      return user;
    } catch (AuthenticationException e) {
      failed.failed(address, name);
      if (failed.tooMany(address, name)) {
        log.warn("Too many wrong passwords come from {}: it has to wait", address);
      }
      throw e;
    }
  }

  @Override
  public boolean supports(Class<?> type) {
    return passwords.supports(type);
  }
}
