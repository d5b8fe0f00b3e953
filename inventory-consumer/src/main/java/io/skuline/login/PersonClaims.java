package io.skuline.login;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** Reads out of what the provider says about a person who that is here, and what it may do. */
final class PersonClaims {

  /** Every provider has it, never gives it to somebody else, and people do not know it. */
  private static final String SUBJECT = "sub";

  /** What the record of actions has room for. */
  private static final int LONGEST_NAME = 64;

  private final OpenIdProperties properties;

  /** The names of users who have a password here. */
  private final Set<String> taken;

  PersonClaims(OpenIdProperties properties, ConsoleProperties console) {
    this.properties = properties;
    this.taken =
        console.everybody().stream().map(ConsoleProperties.User::name).collect(Collectors.toSet());
  }

  /** Returns the claim whose text is the person's name. */
  String nameClaim(Map<String, Object> claims) {
    if (isName(claims.get(properties.nameClaim()))) {
      return properties.nameClaim();
    }
    if (isName(claims.get(SUBJECT))) {
      return SUBJECT;
    }
    throw new OAuth2AuthenticationException(
        new OAuth2Error("no_name"),
        "neither the claim %s nor sub is a name of 1 to %d characters that no user here has"
            .formatted(properties.nameClaim(), LONGEST_NAME));
  }

  private boolean isName(@Nullable Object claim) {
    return claim instanceof String name
        && !name.isBlank()
        && name.length() <= LONGEST_NAME
        && name.chars().noneMatch(Character::isISOControl)
        && !taken.contains(name);
  }

  /** Returns the role; there is none if no value of the claim is known here. */
  Collection<GrantedAuthority> authorities(Map<String, Object> claims) {
    List<String> values = roles(claims);
    if (values.stream().anyMatch(properties.operatorRoles()::contains)) {
      return AuthorityUtils.createAuthorityList("ROLE_" + Role.OPERATOR);
    }
    return values.stream().anyMatch(properties.viewerRoles()::contains)
        ? AuthorityUtils.createAuthorityList("ROLE_" + Role.VIEWER)
        : List.of();
  }

  /** Returns the values of the claim of roles. */
  List<String> roles(Map<String, Object> claims) {
    Object claim = find(claims, properties.rolesClaim());
    if (claim instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).toList();
    }
    return claim instanceof String one ? Arrays.asList(one.strip().split("\\s+", -1)) : List.of();
  }

  /** Some names of claims have dots themselves, so the whole name comes first. */
  private static @Nullable Object find(Map<?, ?> claims, String name) {
    int dot = name.indexOf('.');
    if (claims.containsKey(name) || dot < 0) {
      return claims.get(name);
    }
    return claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
        ? find(inner, name.substring(dot + 1))
        : null;
  }
}
