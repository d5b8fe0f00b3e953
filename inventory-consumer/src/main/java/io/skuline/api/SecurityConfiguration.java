package io.skuline.api;

import io.skuline.login.ConsoleProperties;
import io.skuline.login.LoginConfiguration;
import io.skuline.login.OpenId;
import io.skuline.login.Role;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every change needs an operator's credentials, and so do dead letters, which contain other
 * people's data. Stock, state, audit, movements, health and metrics can be read by everybody who
 * reaches the port, which is open only to this machine by default. A change needs a header too, see
 * {@link RequestedBy}.
 */
@Configuration(proxyBeanMethods = false)
@Import(LoginConfiguration.class)
class SecurityConfiguration {

  private static final String DEAD_LETTERS = "/dead-letters/**";

  @Bean
  SecurityFilterChain security(
      HttpSecurity http,
      ConsoleProperties properties,
      ObjectProvider<OpenId> openId,
      JsonMapper json) {
    ProblemWriter refusal = new ProblemWriter(json);
    ApiEntry entry = new ApiEntry(properties, openId.getIfAvailable(), refusal);
    openId.ifAvailable(
        provider ->
            http.oauth2ResourceServer(
                tokens ->
                    tokens
                        .authenticationManagerResolver(request -> provider.tokens())
                        .authenticationEntryPoint(entry)));
    return http.authorizeHttpRequests(
            requests -> {
              // A client that may make a request may also learn what is wrong with it.
              requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
              if (properties.openReading()) {
                requests.requestMatchers(HttpMethod.GET, DEAD_LETTERS).permitAll();
              }
              requests
                  .requestMatchers(DEAD_LETTERS)
                  .hasRole(Role.OPERATOR.name())
                  .requestMatchers(HttpMethod.GET)
                  .permitAll()
                  .requestMatchers(HttpMethod.HEAD)
                  .permitAll()
                  .requestMatchers(RequestedBy.QUESTION)
                  .permitAll()
                  .anyRequest()
                  .hasRole(Role.OPERATOR.name());
            })
        .httpBasic(basic -> basic.authenticationEntryPoint(entry))
        .exceptionHandling(
            errors ->
                errors
                    .authenticationEntryPoint(entry)
                    .accessDeniedHandler(
                        (request, response, e) ->
                            refusal.write(
                                response,
                                HttpStatus.FORBIDDEN,
                                "needs a user with the role operator")))
        // CSRF tokens need state that is remembered between requests; a header does not.
        .csrf(AbstractHttpConfigurer::disable)
        .addFilterAfter(new RequestedBy(refusal), AuthorizationFilter.class)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(Customizer.withDefaults())
        .build();
  }
}
