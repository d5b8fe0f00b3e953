package io.skuline.login;

import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** Lets the users of the settings log in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleProperties.class)
public class LoginConfiguration {

  @Bean
  AuthenticationProvider login(ConsoleProperties properties) {
    List<UserDetails> users =
        properties.everybody().stream().map(LoginConfiguration::details).toList();
    return new LimitedLogin(
        new DaoAuthenticationProvider(new InMemoryUserDetailsManager(users)),
        new FailedLogins(Clock.systemUTC()));
  }

  private static UserDetails details(ConsoleProperties.User user) {
    return User.withUsername(user.name())
        .password(user.password())
        .roles(user.role().name())
        .build();
  }
}
