package io.skuline.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an identity provider says about people, and who that is here. */
class PersonClaimsTest {

  private static final ConsoleProperties USERS =
      new ConsoleProperties("ann", "secret", false, List.of());

  private final PersonClaims flat = new PersonClaims(properties("roles"), USERS);

  private static OpenIdProperties properties(String rolesClaim) {
    return new OpenIdProperties(
        "https://id.example.com",
        "skuline",
        "a-secret",
        "Example",
        List.of("openid"),
        "preferred_username",
        rolesClaim,
        List.of("sees"),
        List.of("acts"),
        null);
  }

  @Test
  void rolesComeFromAListATextOrAnObject() {
    assertThat(flat.authorities(Map.of("roles", List.of("x", "sees"))))
        .extracting(Object::toString)
        .containsExactly("ROLE_VIEWER");
    assertThat(flat.authorities(Map.of("roles", "sees acts")))
        .extracting(Object::toString)
        .containsExactly("ROLE_OPERATOR");
    PersonClaims deep = new PersonClaims(properties("resource.skuline.roles"), USERS);
    assertThat(
            deep.authorities(
                Map.of("resource", Map.of("skuline", Map.of("roles", List.of("acts"))))))
        .hasSize(1);
    PersonClaims dotted = new PersonClaims(properties("https://example.com/roles"), USERS);
    assertThat(dotted.authorities(Map.of("https://example.com/roles", List.of("acts")))).hasSize(1);
  }

  @Test
  void whatIsNoRoleHereGivesNone() {
    assertThat(flat.authorities(Map.of())).isEmpty();
    assertThat(flat.authorities(Map.of("roles", List.of("ROLE_OPERATOR", "operator", "Acts"))))
        .isEmpty();
    assertThat(flat.authorities(Map.of("roles", 7))).isEmpty();
    assertThat(flat.authorities(Map.of("roles", Map.of("acts", true)))).isEmpty();
    assertThat(new PersonClaims(properties("a.b"), USERS).roles(Map.of("a", "text"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann", " ", "a\nb"})
  void aNameThatCouldMisleadIsNotRecorded(String name) {
    assertThat(flat.nameClaim(Map.of("preferred_username", name, "sub", "7"))).isEqualTo("sub");
  }

  @Test
  void somebodyWithoutANameDoesNotComeIn() {
    assertThat(flat.nameClaim(Map.of("preferred_username", "olga", "sub", "7")))
        .isEqualTo("preferred_username");
    assertThat(flat.nameClaim(Map.of("preferred_username", "x".repeat(65), "sub", "7")))
        .isEqualTo("sub");
    assertThatThrownBy(() -> flat.nameClaim(Map.of("sub", "ann"))).hasMessageContaining("sub");
  }

  @Test
  void theSecretIsNotShown() {
    assertThat(properties("roles").toString()).contains("skuline").doesNotContain("a-secret");
  }
}
