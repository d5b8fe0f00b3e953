package io.skuline.console;

import io.skuline.login.OpenId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Brings whoever has signed out back to the door. A person who came by way of a provider is still
 * signed in there, and the door says so.
 */
record SignOut(@Nullable OpenId openId) implements LogoutSuccessHandler {

  static final String PATH = LoginController.LOGIN + "/out";

  /** The attribute of the session that has the address where the provider is left. */
  static final String THERE = SignOut.class.getName();

  @Override
  public void onLogoutSuccess(
      HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who)
      throws IOException {
    if (openId != null && who != null && who.getPrincipal() instanceof OidcUser person) {
      String door =
          ServletUriComponentsBuilder.fromContextPath(request)
              .path(LoginController.LOGIN)
              .toUriString();
      request.getSession().setAttribute(THERE, openId.signOut(person, door));
    }
    response.sendRedirect(LoginController.LOGIN);
  }
}
