package io.skuline.api;

import io.skuline.login.ConsoleProperties;
import io.skuline.login.OpenId;
import io.skuline.login.ProviderAwayException;
import io.skuline.login.TooManyLoginsException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Tells whoever has no credentials, or wrong ones, which are needed. */
record ApiEntry(ConsoleProperties users, @Nullable OpenId openId, ProblemWriter refusal)
    implements AuthenticationEntryPoint {

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (e instanceof TooManyLoginsException) {
      refusal.write(response, HttpStatus.TOO_MANY_REQUESTS, e.getMessage());
    } else if (e instanceof ProviderAwayException) {
      refusal.write(response, HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
    } else if (e instanceof OAuth2AuthenticationException) {
      response.addHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
      refusal.write(
          response, HttpStatus.UNAUTHORIZED, "the bearer token is refused: " + e.getMessage());
    } else {
      if (openId == null || hasUsers()) {
        response.addHeader("WWW-Authenticate", "Basic realm=\"skuline\"");
      }
      if (openId != null) {
        response.addHeader("WWW-Authenticate", "Bearer realm=\"skuline\"");
      }
      refusal.write(response, HttpStatus.UNAUTHORIZED, needed());
    }
  }

  private boolean hasUsers() {
    return !users.everybody().isEmpty();
  }

  private String needed() {
    if (openId == null && !hasUsers()) {
      return "nobody may do this: the service has no password; set skuline.console.password";
    }
    String password =
        "the credentials of skuline.console.user and skuline.console.password, or of an operator"
            + " in skuline.console.users";
    String token = "a bearer token of skuline.console.oidc.issuer-uri";
    if (openId == null) {
      return "needs " + password;
    }
    return hasUsers() ? "needs %s, or %s".formatted(password, token) : "needs " + token;
  }
}
