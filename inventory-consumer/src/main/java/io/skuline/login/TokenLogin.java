package io.skuline.login;

import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import java.util.function.Supplier;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Recognises programs by the bearer tokens that they send with each request. */
record TokenLogin(Supplier<JwtDecoder> decoder, PersonClaims claims)
    implements AuthenticationManager {

  /**
   * @throws InvalidBearerTokenException if the token is not a right one
   * @throws ProviderAwayException if nobody can tell
   */
  @Override
  public Authentication authenticate(Authentication request) {
    if (!(request instanceof BearerTokenAuthenticationToken bearer)) {
      throw new IllegalArgumentException("not a bearer token: " + request.getClass());
    }
    Jwt token = read(bearer.getToken());
    String name = token.getClaimAsString(claims.nameClaim(token.getClaims()));
    return new JwtAuthenticationToken(token, claims.authorities(token.getClaims()), name);
  }

  private Jwt read(String token) {
    try {
      return decoder.get().decode(token);
    } catch (BadJwtException e) {
      throw new InvalidBearerTokenException(String.valueOf(e.getMessage()), e);
    } catch (JwtException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof RateLimitReachedException) {
          throw new InvalidBearerTokenException("its key is none of the provider's", e);
        }
      }
      throw new ProviderAwayException(
          "The keys of the identity provider cannot be read: " + e.getMessage());
    }
  }
}
