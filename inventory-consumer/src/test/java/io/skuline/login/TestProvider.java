package io.skuline.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/** A whole OpenID Connect provider on a port of its own, with a few people and a program. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
public class TestProvider {

  public static final String CLIENT = "skuline";

  /** A program with a client id and a secret of its own, which is an operator. */
  public static final String PROGRAM = "nightly";

  public static final String PASSWORD = "at-the-provider";
  public static final String OPERATOR = "olga";
  public static final String VIEWER = "vera";
  public static final String NOBODY = "nora";

  /** Has the name of a user of the console. */
  public static final String NAMESAKE = "ann";

  private static final Map<String, List<String>> ROLES =
      Map.of(
          OPERATOR, List.of("staff", "skuline-operator"),
          PROGRAM, List.of("skuline-operator"),
          VIEWER, List.of("skuline-viewer"),
          NAMESAKE, List.of("skuline-viewer"),
          NOBODY, List.of("staff"));

  private static final RSAKey KEY = key();

  /** Signs ID tokens, for which a client need not expect RSA. */
  private static final ECKey CURVE = curve();

  /** Starts it; the console may listen anywhere. */
  public static ConfigurableApplicationContext open(int port, String console) {
    return new SpringApplicationBuilder(TestProvider.class)
        .run(
            "--server.port=" + port,
            "--server.servlet.session.cookie.name=PROVIDER",
            "--server.servlet.session.cookie.path=/",
            "--management.endpoint.health.validate-group-membership=false",
            "--test.console=" + console);
  }

  /** Returns what makes the console trust it. */
  public static String[] settings(int port) {
    return new String[] {
      "--skuline.console.oidc.issuer-uri=" + issuer(port),
      "--skuline.console.oidc.client-id=" + CLIENT,
      "--skuline.console.oidc.client-secret=" + secret(CLIENT),
      "--skuline.console.oidc.label=Example ID",
      "--skuline.console.oidc.roles-claim=realm_access.roles"
    };
  }

  /** Returns the secret of a client; no two may have the same. */
  public static String secret(String client) {
    return "secret-of-" + client;
  }

  public static String issuer(int port) {
    return "http://127.0.0.1:" + port;
  }

  /** Signs a token of an operator, with the provider's key and changes to its claims. */
  public static String token(int port, Consumer<JwtClaimsSet.Builder> changes) {
    return token(KEY, port, changes);
  }

  /** Signs the same with a key that is not the provider's. */
  public static String foreignToken(int port) {
    return token(key(), port, claims -> {});
  }

  private static String token(RSAKey key, int port, Consumer<JwtClaimsSet.Builder> changes) {
    Instant now = Instant.now();
    JwtClaimsSet.Builder claims =
        JwtClaimsSet.builder()
            .issuer(issuer(port))
            .audience(List.of(CLIENT))
            .subject(OPERATOR)
            .issuedAt(now)
            .expiresAt(now.plusSeconds(300))
            .claim("realm_access", Map.of("roles", ROLES.get(OPERATOR)));
    changes.accept(claims);
    return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)))
        .encode(JwtEncoderParameters.from(claims.build()))
        .getTokenValue();
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey curve() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Bean
  @Order(1)
  SecurityFilterChain protocol(HttpSecurity http) {
    http.oauth2AuthorizationServer(
            server -> {
              http.securityMatcher(server.getEndpointsMatcher());
              server.oidc(Customizer.withDefaults());
            })
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .exceptionHandling(
            errors ->
                errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")));
    return http.build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain login(HttpSecurity http) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .formLogin(Customizer.withDefaults())
        .build();
  }

  @Bean
  UserDetailsService people() {
    InMemoryUserDetailsManager people = new InMemoryUserDetailsManager();
    List.of(OPERATOR, VIEWER, NOBODY, NAMESAKE)
        .forEach(
            name ->
                people.createUser(
                    User.withUsername(name).password("{noop}" + PASSWORD).roles("ANY").build()));
    return people;
  }

  @Bean
  RegisteredClientRepository clients(Environment settings) {
    String console = settings.getRequiredProperty("test.console");
    return new InMemoryRegisteredClientRepository(
        client(CLIENT)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .redirectUri(console + OpenId.BACK)
            .postLogoutRedirectUri(console + "/console/login")
            .scope("openid")
            .scope("profile")
            .scope("email")
            .clientSettings(ClientSettings.builder().requireProofKey(true).build())
            .tokenSettings(
                TokenSettings.builder().idTokenSignatureAlgorithm(SignatureAlgorithm.ES256).build())
            .build(),
        client(PROGRAM).authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS).build());
  }

  private static RegisteredClient.Builder client(String id) {
    return RegisteredClient.withId(id)
        .clientId(id)
        .clientSecret("{noop}" + secret(id))
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
  }

  @Bean
  JWKSource<SecurityContext> keys() {
    return new ImmutableJWKSet<>(new JWKSet(List.of(KEY, CURVE)));
  }

  /** For its own user info. */
  @Bean
  JwtDecoder ownTokens(JWKSource<SecurityContext> keys) {
    return NimbusJwtDecoder.withJwkSource(keys).build();
  }

  @Bean
  AuthorizationServerSettings addresses() {
    return AuthorizationServerSettings.builder().build();
  }

  /** Subjects are numbers, as with most providers. */
  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> whatTokensSay() {
    return context -> {
      String name = context.getPrincipal().getName();
      context
          .getClaims()
          .subject("id-of-" + name)
          .audience(List.of(CLIENT))
          .claim("preferred_username", name)
          .claim("realm_access", Map.of("roles", ROLES.get(name)));
    };
  }
}
