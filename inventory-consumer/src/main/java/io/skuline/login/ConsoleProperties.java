package io.skuline.login;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/**
 * Who may use the console, and may change something over HTTP.
 *
 * @param user Name of a user with the role {@code operator}, who may read dead letters, and may
 *     change something by HTTP and in the console.
 * @param password Password of {@code skuline.console.user}, in plain text or encoded as {@code
 *     {bcrypt}...}. Without a password this user has no access. It is never logged.
 * @param openReading Whether dead letters may be read by HTTP without credentials. They show what
 *     customers ordered.
 * @param users More users. Each entry has a {@code name}, a {@code password} that is encoded as
 *     {@code {bcrypt}...}, and a {@code role}: {@code viewer} (the default) or {@code operator}.
 */
@ConfigurationProperties("skuline.console")
public record ConsoleProperties(
    @DefaultValue("operator") String user,
    @Nullable String password,
    @DefaultValue("false") boolean openReading,
    @DefaultValue List<User> users) {

  /** What only a hash can begin with. */
  private static final String ENCODED = "{";

  private static final String PLAIN = "{noop}";

  /**
   * One user.
   *
   * @param name the name with which the user logs in, and which is recorded with every action
   * @param password the encoded password
   */
  public record User(String name, String password, @DefaultValue("viewer") Role role) {

    /** Describes the user without the secret. */
    @Override
    public String toString() {
      return name + " (" + role + ")";
    }
  }

  public ConsoleProperties {
    requireName("skuline.console.user", user);
    if (password != null && password.startsWith(ENCODED)) {
      requireKnownEncoding("skuline.console.password", password);
    }
    Set<String> names = new HashSet<>();
    if (password != null && !password.isBlank()) {
      names.add(user);
    }
    for (int i = 0; i < users.size(); i++) {
      require("skuline.console.users[" + i + "]", users.get(i), names);
    }
    users = List.copyOf(users);
  }

  private static void require(String setting, User user, Set<String> names) {
    requireName(setting + ".name", user.name());
    if (!names.add(user.name())) {
      throw new IllegalArgumentException(
          setting + ".name: there are two users with the name " + user.name());
    }
    String password = user.password();
    if (password == null || !password.startsWith(ENCODED) || password.startsWith(PLAIN)) {
      throw new IllegalArgumentException(
          setting
              + ".password must be encoded, as {bcrypt}...; java -jar <the service's jar>"
              + " hash-password makes such a text of a password");
    }
    requireKnownEncoding(setting + ".password", password);
  }

  private static void requireName(String setting, @Nullable String name) {
    if (name == null || name.isBlank() || name.contains(":")) {
      throw new IllegalArgumentException(
          setting + " must not be blank, and have no colon, which HTTP cannot carry");
    }
  }

  /** Otherwise nobody could log in, and nobody would know why. */
  private static void requireKnownEncoding(String setting, String password) {
    try {
      boolean unused =
          PasswordEncoderFactories.createDelegatingPasswordEncoder().matches("x", password);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          setting
              + " begins like an encoded one, as {bcrypt}..., and cannot be read as such; write a"
              + " plain one of skuline.console.user that begins so as {noop}{...",
          e);
    }
  }

  /** Returns everybody who has a password. */
  public List<User> everybody() {
    if (password == null || password.isBlank()) {
      return users;
    }
    String encoded = password.startsWith(ENCODED) ? password : PLAIN + password;
    return Stream.concat(Stream.of(new User(user, encoded, Role.OPERATOR)), users.stream())
        .toList();
  }

  /** Describes the users without their secrets. */
  @Override
  public String toString() {
    return "user " + user + ", users " + users;
  }
}
