package io.skuline.console;

import io.skuline.login.OpenId;
import io.skuline.login.ProviderAwayException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** The way into the console by way of an identity provider. */
record OpenIdLogin(OpenId provider) {

  private static final Logger log = LoggerFactory.getLogger(OpenIdLogin.class);

  private static final String START = "/console/login/with";

  /** The address that sends a browser to the provider. */
  static final String DOOR = START + "/" + OpenId.REGISTRATION;

  /** What {@code login.jte} has a text for. */
  static final String AWAY = "away";

  /** The console asks nothing in the name of people, so it keeps no access tokens. */
  private static final class NoTokens implements OAuth2AuthorizedClientRepository {

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // the interface is so
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
        String id, Authentication who, HttpServletRequest request) {
      return null;
    }

    @Override
    public void saveAuthorizedClient(
        OAuth2AuthorizedClient client,
        Authentication who,
        HttpServletRequest request,
        HttpServletResponse response) {
      // It goes.
    }

    @Override
    public void removeAuthorizedClient(
        String id, Authentication who, HttpServletRequest request, HttpServletResponse response) {
      // There is none.
    }
  }

  void configure(
      OAuth2LoginConfigurer<HttpSecurity> login,
      AuthenticationSuccessHandler enter,
      AuthenticationFailureHandler refuse) {
    login
        .loginPage(LoginController.LOGIN)
        .clientRegistrationRepository(provider.registrations())
        .authorizedClientRepository(new NoTokens())
        .authorizationEndpoint(
            ask -> ask.baseUri(START).authorizationRedirectStrategy(OpenIdLogin::leave))
        .redirectionEndpoint(back -> back.baseUri(OpenId.BACK))
        .tokenEndpoint(token -> token.accessTokenResponseClient(provider.codes()))
        .userInfoEndpoint(user -> user.oidcUserService(provider.people()))
        .successHandler(enter)
        .failureHandler(refuse)
        .withObjectPostProcessor(
            new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
              @Override
              public <T extends OAuth2AuthorizationRequestRedirectFilter> T postProcess(T filter) {
                filter.setAuthenticationFailureHandler(refuse);
                return filter;
              }
            });
  }

  /** Whoever does not come back leaves no session for hours. */
  private static void leave(HttpServletRequest request, HttpServletResponse response, String to)
      throws IOException {
    request.getSession().setMaxInactiveInterval((int) LoginController.AT_THE_DOOR.toSeconds());
    response.sendRedirect(to);
  }

  /**
   * Returns the text of {@code login.jte} that says why; null if it has nothing to do with this.
   */
  static @Nullable String reason(AuthenticationException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProviderAwayException) {
        return AWAY;
      }
    }
    if (!(e instanceof OAuth2AuthenticationException refused)) {
      return null;
    }
    String code = refused.getError().getErrorCode();
    log.info("A log-in with the identity provider was refused: {}", refused.getMessage());
    return switch (code) {
      case "access_denied" -> "denied";
      case "authorization_request_not_found", "invalid_state_parameter" -> "stale";
      default -> "openid";
    };
  }
}
