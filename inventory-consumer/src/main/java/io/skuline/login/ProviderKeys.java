package io.skuline.login;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Checks what the provider has signed. Its keys are kept for minutes, and for an hour if it cannot
 * be asked. Tokens with unknown keys make it be asked twice in 30 seconds at most, whoever sends
 * how many of them.
 */
final class ProviderKeys implements JwtDecoderFactory<ClientRegistration> {

  private static final Duration OUTAGE = Duration.ofHours(1);

  private final OpenIdProperties properties;
  private final ProviderDiscovery provider;

  private @Nullable JWKSource<SecurityContext> keys;
  private @Nullable JwtDecoder bearer;

  ProviderKeys(OpenIdProperties properties, ProviderDiscovery provider) {
    this.properties = properties;
    this.provider = provider;
  }

  /** Returns what reads bearer tokens. */
  synchronized JwtDecoder bearer() {
    if (bearer == null) {
      NimbusJwtDecoder decoder = decoder();
      JwtTypeValidator type = new JwtTypeValidator(List.of("JWT", "at+jwt"));
      type.setAllowEmpty(true);
      decoder.setJwtValidator(
          new DelegatingOAuth2TokenValidator<Jwt>(
              new JwtTimestampValidator(),
              new JwtIssuerValidator(properties.issuer()),
              new JwtAudienceValidator(properties.tokenAudience()),
              type));
      bearer = decoder;
    }
    return bearer;
  }

  /** Returns what reads the tokens of a log-in. */
  @Override
  public JwtDecoder createDecoder(ClientRegistration client) {
    NimbusJwtDecoder decoder = decoder();
    decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<Jwt>(
            new JwtTimestampValidator(), new OidcIdTokenValidator(client)));
    return decoder;
  }

  private NimbusJwtDecoder decoder() {
    return NimbusJwtDecoder.withJwkSource(keys())
        .jwsAlgorithms(all -> all.addAll(List.of(SignatureAlgorithm.values())))
        .build();
  }

  private synchronized JWKSource<SecurityContext> keys() {
    if (keys == null) {
      String address = provider.registration().getProviderDetails().getJwkSetUri();
      try {
        keys =
            JWKSourceBuilder.<SecurityContext>create(
                    URI.create(String.valueOf(address)).toURL(),
                    new DefaultResourceRetriever(
                        (int) ProviderHttp.CONNECT.toMillis(),
                        (int) ProviderHttp.READ.toMillis(),
                        JWKSourceBuilder.DEFAULT_HTTP_SIZE_LIMIT))
                .refreshAheadCache(false)
                .outageTolerant(OUTAGE.toMillis())
                .build();
      } catch (MalformedURLException | IllegalArgumentException e) {
        throw new ProviderAwayException(
            "%s: its keys are at no address: %s".formatted(properties.issuer(), address));
      }
    }
    return keys;
  }
}
