package io.skuline.api;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/**
 * Access to the HTTP API of the service.
 *
 * @param user Name of the user that may read dead letters, and may change something by HTTP.
 * @param password Password of {@code skuline.console.user}, in plain text or encoded as {@code
 *     {bcrypt}...}. Without a password nobody has access. It is never logged.
 * @param openReading Whether dead letters may be read without credentials. They show what customers
 *     ordered.
 */
@ConfigurationProperties("skuline.console")
public record ConsoleProperties(
    @DefaultValue("operator") String user,
    @Nullable String password,
    @DefaultValue("false") boolean openReading) {

  public ConsoleProperties {
    if (user.isBlank() || user.contains(":")) {
      throw new IllegalArgumentException(
          "skuline.console.user must not be blank, and have no colon, which HTTP cannot carry");
    }
    requireKnownEncoding(password);
  }

  /** Otherwise nobody could log in, and nobody would know why. */
  private static void requireKnownEncoding(@Nullable String password) {
    if (password != null && password.startsWith("{")) {
      try {
        boolean unused =
            PasswordEncoderFactories.createDelegatingPasswordEncoder().matches("x", password);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "skuline.console.password begins like an encoded one, as {bcrypt}..., and cannot be"
                + " read as such; write a plain one that begins so as {noop}{...",
            e);
      }
    }
  }

  /** Describes the user without the secret. */
  @Override
  public String toString() {
    return "user " + user;
  }
}
