package io.skuline.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuline.login.ConsoleProperties.User;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsolePropertiesTest {

  private static final String HASH = PasswordHash.of("secret");

  @Test
  void nobodyHasAccessWithoutAPassword() {
    assertThat(properties(null).everybody()).isEmpty();
    assertThat(properties(" ").everybody()).isEmpty();
  }

  @Test
  void everybodyWithAPasswordHasAccess() {
    assertThat(properties("plain", user("vic", HASH)).everybody())
        .containsExactly(new User("ann", "{noop}plain", Role.OPERATOR), user("vic", HASH));
    assertThat(properties(HASH).everybody()).containsExactly(new User("ann", HASH, Role.OPERATOR));
  }

  @Test
  void noSecretIsLogged() {
    assertThat(properties("plain", user("vic", HASH)).toString())
        .contains("ann", "vic (VIEWER)")
        .doesNotContain("plain", HASH);
  }

  @Test
  void whatCouldNeverLogInIsRefused() {
    refused("skuline.console.users[0].name must not be blank", null, user(" ", HASH));
    refused("skuline.console.users[0].name must not be blank", null, user("a:b", HASH));
    refused("there are two users with the name ann", "plain", user("ann", HASH));
    refused("there are two users with the name vic", null, user("vic", HASH), user("vic", HASH));
    refused("hash-password", null, user("vic", "plain"));
    refused("hash-password", null, user("vic", "{noop}plain"));
    refused("cannot be read as such", null, user("vic", "{rot13}cynva"));
    refused("skuline.console.password begins like an encoded one", "{rot13}cynva");
  }

  private static void refused(String reason, @Nullable String password, User... users) {
    assertThatThrownBy(() -> properties(password, users))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static ConsoleProperties properties(@Nullable String password, User... users) {
    return new ConsoleProperties("ann", password, false, List.of(users));
  }

  private static User user(String name, String password) {
    return new User(name, password, Role.VIEWER);
  }
}
