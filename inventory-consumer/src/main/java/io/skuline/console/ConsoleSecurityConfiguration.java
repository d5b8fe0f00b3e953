package io.skuline.console;

import io.skuline.login.OpenId;
import io.skuline.login.Role;
import io.skuline.login.TooManyLoginsException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * Pages have sessions, and forms with tokens against forgery. A password in a header (HTTP Basic)
 * does not open them, because a browser would send it along with every request from then on.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(IfSomebodyCanLogIn.class)
class ConsoleSecurityConfiguration {

  /** Nothing in the pages themselves is run or styles anything, and nothing is loaded elsewhere. */
  static final String CONTENT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /** A page that is open keeps its session, because its stream begins anew now and then. */
  private static final Duration LOGGED_IN = Duration.ofHours(8);

  @Bean
  @Order(0)
  SecurityFilterChain consolePages(HttpSecurity http, ObjectProvider<OpenId> openId) {
    openId.ifAvailable(
        provider ->
            http.oauth2Login(
                login -> new OpenIdLogin(provider).configure(login, enter(), refuse())));
    return http.securityMatcher("/console", "/console/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(
                        DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(LoginController.LOGIN + "/**", AssetsController.PATH + "*")
                    .permitAll()
                    .requestMatchers(HttpMethod.GET)
                    .hasAnyRole(Role.VIEWER.name(), Role.OPERATOR.name())
                    .requestMatchers(HttpMethod.HEAD)
                    .hasAnyRole(Role.VIEWER.name(), Role.OPERATOR.name())
                    .anyRequest()
                    .hasRole(Role.OPERATOR.name()))
        .formLogin(
            login ->
                login
                    .loginPage(LoginController.LOGIN)
                    .successHandler(enter())
                    .failureHandler(refuse()))
        .logout(
            logout ->
                logout
                    .logoutUrl("/console/logout")
                    .logoutSuccessHandler(new SignOut(openId.getIfAvailable()))
                    .deleteCookies("SKULINE"))
        .requestCache(cache -> cache.requestCache(wanted()))
        .exceptionHandling(
            errors ->
                errors
                    .authenticationEntryPoint(entry())
                    .accessDeniedPage(LoginController.FORBIDDEN))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                    .crossOriginOpenerPolicy(
                        policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
        .build();
  }

  /** Remembers which page was asked for, without a session for everybody who asks. */
  private static RequestCache wanted() {
    CookieRequestCache cache = new CookieRequestCache();
    cache.setRequestMatcher(
        request -> request.getMethod().equals(HttpMethod.GET.name()) && !isPart(request));
    return cache;
  }

  private static AuthenticationSuccessHandler enter() {
    SavedRequestAwareAuthenticationSuccessHandler page =
        new SavedRequestAwareAuthenticationSuccessHandler();
    page.setRequestCache(wanted());
    page.setDefaultTargetUrl(LoginController.START);
    return (request, response, user) -> {
      request.getSession().setMaxInactiveInterval((int) LOGGED_IN.toSeconds());
      page.onAuthenticationSuccess(request, response, user);
    };
  }

  private static AuthenticationFailureHandler refuse() {
    return (request, response, e) -> {
      String openId = OpenIdLogin.reason(e);
      String password = e instanceof TooManyLoginsException ? "wait" : "wrong";
      response.sendRedirect(
          LoginController.LOGIN + "?refused=" + (openId == null ? password : openId));
    };
  }

  /** A page that asks for a part of itself is told to go to the door as a whole. */
  private static AuthenticationEntryPoint entry() {
    AuthenticationEntryPoint door = new LoginUrlAuthenticationEntryPoint(LoginController.LOGIN);
    return (request, response, e) -> {
      if (isPart(request)) {
        response.setHeader("HX-Redirect", LoginController.LOGIN);
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
      } else {
        door.commence(request, response, e);
      }
    };
  }

  private static boolean isPart(HttpServletRequest request) {
    String accept = String.valueOf(request.getHeader("Accept"));
    return request.getHeader("HX-Request") != null
        || accept.contains("event-stream")
        || accept.contains("json");
  }
}
