package io.skuline.login;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may come in with an account of an identity provider.
 *
 * @param issuerUri Issuer of an OpenID Connect provider, without {@code
 *     /.well-known/openid-configuration}. If it is set, people log in there, and its bearer tokens
 *     are accepted by HTTP.
 * @param clientId Client id of the service at the provider. It is needed with {@code
 *     skuline.console.oidc.issuer-uri}.
 * @param clientSecret Client secret of the service at the provider. Without one it is a public
 *     client. It is never logged.
 * @param label Name of the provider, as people read it on the log-in page.
 * @param scopes Scopes that are asked for at a log-in.
 * @param nameClaim Claim whose text is recorded as the name of a person. Where it is missing, or is
 *     the name of a user in the settings, {@code sub} is recorded.
 * @param rolesClaim Claim that has the roles of a person: a list, or a text with spaces between
 *     them. Dots lead into objects: {@code realm_access.roles}.
 * @param viewerRoles Values of that claim that make a person a {@code viewer}.
 * @param operatorRoles Values of that claim that make a person an {@code operator}.
 * @param audience What a bearer token must name as its audience. By default this is {@code
 *     skuline.console.oidc.client-id}.
 */
@ConfigurationProperties("skuline.console.oidc")
public record OpenIdProperties(
    @Nullable String issuerUri,
    @Nullable String clientId,
    @Nullable String clientSecret,
    @DefaultValue("single sign-on") String label,
    @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
    @DefaultValue("preferred_username") String nameClaim,
    @DefaultValue("roles") String rolesClaim,
    @DefaultValue("skuline-viewer") List<String> viewerRoles,
    @DefaultValue("skuline-operator") List<String> operatorRoles,
    @Nullable String audience) {

  private static final String PREFIX = "skuline.console.oidc.";

  public OpenIdProperties {
    if (isBlank(issuerUri)) {
      require(isBlank(clientId) && isBlank(clientSecret), "issuer-uri", "is missing");
    } else {
      require(isAddress(issuerUri), "issuer-uri", "must be https://host/path, is " + issuerUri);
      require(!isBlank(clientId), "client-id", "is needed with " + PREFIX + "issuer-uri");
      require(scopes.contains("openid"), "scopes", "must have openid, has " + scopes);
      require(
          Stream.concat(viewerRoles.stream(), operatorRoles.stream())
              .anyMatch(each -> !isBlank(each)),
          "operator-roles",
          "is empty, and so is viewer-roles: nobody could come in");
    }
    scopes = List.copyOf(scopes);
    viewerRoles = List.copyOf(viewerRoles);
    operatorRoles = List.copyOf(operatorRoles);
  }

  /** Tells whether there is a provider. */
  boolean isOn() {
    return !isBlank(issuerUri);
  }

  /** Returns the address of the provider; there must be one. */
  String issuer() {
    return given(issuerUri);
  }

  /** Tells whether the provider is reached without encryption, over a network. */
  boolean isReadableByOthers() {
    URI uri = URI.create(issuer());
    return "http".equals(uri.getScheme())
        && !List.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
  }

  String client() {
    return given(clientId);
  }

  String tokenAudience() {
    return isBlank(audience) ? client() : given(audience);
  }

  private static String given(@Nullable String value) {
    if (value == null) {
      throw new IllegalStateException("There is no identity provider");
    }
    return value;
  }

  private static boolean isBlank(@Nullable String value) {
    return value == null || value.isBlank();
  }

  private static boolean isAddress(@Nullable String value) {
    try {
      URI uri = URI.create(given(value));
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && uri.getUserInfo() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void require(boolean right, String setting, String wrong) {
    if (!right) {
      throw new IllegalArgumentException(PREFIX + setting + " " + wrong);
    }
  }

  /** Describes the provider without the secret. */
  @Override
  public String toString() {
    return "client " + clientId + " of " + issuerUri;
  }
}
