package io.skuline.login;

import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** Lets the users of the settings log in, and those of an identity provider if there is one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConsoleProperties.class, OpenIdProperties.class})
public class LoginConfiguration {

  @Bean
  AuthenticationProvider login(ConsoleProperties properties) {
    List<UserDetails> users =
        properties.everybody().stream().map(LoginConfiguration::details).toList();
    return new LimitedLogin(
        new DaoAuthenticationProvider(new InMemoryUserDetailsManager(users)),
        new FailedLogins(Clock.systemUTC()));
  }

  @Bean
  @Conditional(IfOpenId.class)
  OpenId openId(OpenIdProperties properties, ConsoleProperties console) {
    return new OpenId(properties, console);
  }

  @Bean
  @Conditional(IfOpenId.class)
  JwtDecoderFactory<ClientRegistration> idTokens(OpenId openId) {
    return openId.idTokens();
  }

  private static UserDetails details(ConsoleProperties.User user) {
    return User.withUsername(user.name())
        .password(user.password())
        .roles(user.role().name())
        .build();
  }
}
