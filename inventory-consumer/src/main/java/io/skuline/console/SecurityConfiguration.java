package io.skuline.console;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever changes something needs credentials, and so do dead letters, which carry other people's
 * data. Stock, state, audit, movements, health and metrics can be read by whoever reaches the port,
 * which is this machine if nothing else is said.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleProperties.class)
class SecurityConfiguration {

  private static final String DEAD_LETTERS = "/dead-letters/**";

  @Bean
  SecurityFilterChain security(HttpSecurity http, ConsoleProperties properties, JsonMapper json) {
    AuthenticationEntryPoint refusal = refusal(properties, json);
    return http.authorizeHttpRequests(
            requests -> {
              // What is wrong with a request may be told to whoever may make it.
              requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
              if (properties.openReading()) {
                requests.requestMatchers(HttpMethod.GET, DEAD_LETTERS).permitAll();
              }
              requests
                  .requestMatchers(DEAD_LETTERS)
                  .authenticated()
                  .requestMatchers(HttpMethod.GET)
                  .permitAll()
                  .requestMatchers(HttpMethod.HEAD)
                  .permitAll()
                  // A question that does not fit a URL.
                  .requestMatchers(HttpMethod.POST, "/stock/check")
                  .permitAll()
                  .anyRequest()
                  .authenticated();
            })
        .httpBasic(basic -> basic.authenticationEntryPoint(refusal))
        .exceptionHandling(errors -> errors.authenticationEntryPoint(refusal))
        // Nothing is remembered between requests, so there is nothing to forge.
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(Customizer.withDefaults())
        .build();
  }

  @Bean
  UserDetailsService users(ConsoleProperties properties) {
    String password = properties.password();
    if (password == null || password.isBlank()) {
      return new InMemoryUserDetailsManager();
    }
    return new InMemoryUserDetailsManager(
        User.withUsername(properties.user())
            .password(password.startsWith("{") ? password : "{noop}" + password)
            .roles("OPERATOR")
            .build());
  }

  private static AuthenticationEntryPoint refusal(ConsoleProperties properties, JsonMapper json) {
    boolean nobody = properties.password() == null || properties.password().isBlank();
    String detail =
        nobody
            ? "nobody may do this: the service has no password; set skuline.console.password"
            : "needs the credentials of skuline.console.user and skuline.console.password";
    return (request, response, e) -> refuse(response, json, detail);
  }

  private static void refuse(HttpServletResponse response, JsonMapper json, String detail)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    response.setHeader("WWW-Authenticate", "Basic realm=\"skuline\"");
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getWriter()
        .write(
            json.writeValueAsString(
                Map.of("status", 401, "title", "Unauthorized", "detail", detail)));
  }
}
