package io.skuline.console;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may do what by HTTP.
 *
 * @param user of whoever may change something and see dead letters
 * @param password of that user, plain or as {@code {bcrypt}...}; without one nobody may. Never
 *     logged
 * @param openReading whether dead letters may be read without credentials
 */
@ConfigurationProperties("skuline.console")
public record ConsoleProperties(
    @DefaultValue("operator") String user,
    @Nullable String password,
    @DefaultValue("false") boolean openReading) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "user " + user;
  }
}
