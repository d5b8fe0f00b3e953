package io.skuline.login;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.web.util.UriComponentsBuilder;

/** Log-in with an account of an OpenID Connect provider. There is one only if it is configured. */
public final class OpenId {

  private static final Logger log = LoggerFactory.getLogger(OpenId.class);

  /** The name of the only registration. */
  public static final String REGISTRATION = "openid";

  /** The path to which the provider sends people back. */
  public static final String BACK = "/console/login/back";

  private final OpenIdProperties properties;
  private final PersonClaims claims;
  private final ProviderHttp http = new ProviderHttp();
  private final ProviderDiscovery provider;
  private final ProviderKeys keys;

  OpenId(OpenIdProperties properties, ConsoleProperties console) {
    this.properties = properties;
    this.claims = new PersonClaims(properties, console);
    this.provider = new ProviderDiscovery(properties, http, BACK);
    this.keys = new ProviderKeys(properties, provider);
    if (properties.isReadableByOthers()) {
      log.warn(
          "skuline.console.oidc.issuer-uri begins with http://: whoever is between this service and"
              + " {} can log in as anybody",
          properties.issuer());
    }
  }

  /** Returns the provider's name for people. */
  public String label() {
    return properties.label();
  }

  /** Returns why the provider could not be asked the last time; null if it could. */
  public @Nullable String problem() {
    return provider.problem();
  }

  /** Returns what knows the provider. */
  public ClientRegistrationRepository registrations() {
    return provider;
  }

  /** Returns what checks the tokens of a log-in. */
  JwtDecoderFactory<ClientRegistration> idTokens() {
    return keys;
  }

  /** Returns what exchanges the code of a log-in. */
  public OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes() {
    return http.tokens();
  }

  /** Returns what makes a person with a name and perhaps a role of what the provider says. */
  public OAuth2UserService<OidcUserRequest, OidcUser> people() {
    OidcUserService users = new OidcUserService();
    users.setOauth2UserService(http.userInfo());
    return request -> {
      OidcUser user = users.loadUser(request);
      return new DefaultOidcUser(
          claims.authorities(user.getClaims()),
          user.getIdToken(),
          user.getUserInfo(),
          claims.nameClaim(user.getClaims()));
    };
  }

  /** Returns what recognises programs by their bearer tokens. */
  public AuthenticationManager tokens() {
    return new TokenLogin(keys::bearer, claims);
  }

  /** Says what somebody who has no role would need. */
  public String missingRole(Map<String, Object> of) {
    List<String> has = claims.roles(of);
    return "The claim %s of your account there has %s. An operator needs one of %s, a viewer one of %s."
        .formatted(
            properties.rolesClaim(),
            has.isEmpty() ? "no value" : has,
            properties.operatorRoles(),
            properties.viewerRoles());
  }

  /** Returns where somebody signs out of the provider, too; null if it has no such page. */
  public @Nullable String signOut(OidcUser user, String backTo) {
    ClientRegistration client = provider.registration();
    return client.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint")
            instanceof String address
        ? UriComponentsBuilder.fromUriString(address)
            .queryParam("id_token_hint", "{token}")
            .queryParam("client_id", "{client}")
            .queryParam("post_logout_redirect_uri", "{back}")
            .encode()
            .buildAndExpand(user.getIdToken().getTokenValue(), client.getClientId(), backTo)
            .toUriString()
        : null;
  }

  /** Tells whether somebody has a role here. */
  public static boolean hasRole(Collection<? extends GrantedAuthority> authorities) {
    return authorities.stream()
        .anyMatch(each -> String.valueOf(each.getAuthority()).startsWith("ROLE_"));
  }
}
