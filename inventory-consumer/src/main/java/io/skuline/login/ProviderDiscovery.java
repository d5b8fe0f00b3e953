package io.skuline.login;

import io.skuline.login.ProviderHttp.Unreadable;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * Asks the provider for its addresses when somebody needs them, and not at the start: the service
 * sells without it. A provider that does not answer is asked again a moment later at the earliest,
 * so that requests do not pile up behind it.
 */
final class ProviderDiscovery implements ClientRegistrationRepository {

  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(ProviderDiscovery.class);

  private static final String WELL_KNOWN = "/.well-known/openid-configuration";

  private final OpenIdProperties properties;
  private final ProviderHttp http;
  private final String redirect;

  private @Nullable ClientRegistration found;
  private @Nullable String problem;
  private long failedAt;

  /**
   * @param redirect the path to which the provider sends people back
   */
  ProviderDiscovery(OpenIdProperties properties, ProviderHttp http, String redirect) {
    this.properties = properties;
    this.http = http;
    this.redirect = redirect;
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    return id.equals(OpenId.REGISTRATION) ? registration() : null;
  }

  /**
   * Returns what the provider says about itself.
   *
   * @throws ProviderAwayException if it cannot be asked
   */
  synchronized ClientRegistration registration() {
    if (found != null) {
      return found;
    }
    if (problem == null || System.nanoTime() - failedAt >= PAUSE.toNanos()) {
      problem = tryOnce();
      failedAt = System.nanoTime();
    }
    if (found == null) {
      throw new ProviderAwayException(String.valueOf(problem));
    }
    return found;
  }

  /** Returns why the provider could not be asked the last time; null if it could. */
  synchronized @Nullable String problem() {
    return found == null ? problem : null;
  }

  private @Nullable String tryOnce() {
    try {
      found = discover();
      return null;
    } catch (Unreadable | IllegalArgumentException e) {
      String text = "%s: %s".formatted(properties.issuer(), e.getMessage());
      log.warn("Nobody can log in with {}: {}", properties.label(), text);
      return text;
    }
  }

  private ClientRegistration discover() {
    String issuer = properties.issuer();
    String slashless = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    Map<String, Object> metadata = http.object(URI.create(slashless + WELL_KNOWN));
    if (!issuer.equals(metadata.get("issuer"))) {
      throw new Unreadable(
          "it calls itself %s; skuline.console.oidc.issuer-uri must be exactly that"
              .formatted(metadata.get("issuer")));
    }
    ClientRegistration.Builder client =
        ClientRegistrations.fromOidcConfiguration(metadata)
            .registrationId(OpenId.REGISTRATION)
            .clientName(properties.label())
            .clientId(properties.client())
            .scope(properties.scopes())
            .redirectUri("{baseUrl}" + redirect)
            .userNameAttributeName("sub")
            .clientSettings(
                ClientRegistration.ClientSettings.builder().requireProofKey(true).build());
    String secret = properties.clientSecret();
    return secret == null || secret.isBlank()
        ? client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE).build()
        : client.clientSecret(secret).build();
  }
}
