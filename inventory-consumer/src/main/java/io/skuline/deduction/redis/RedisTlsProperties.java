package io.skuline.deduction.redis;

import io.skuline.access.KeyStores;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * TLS with Redis.
 *
 * @param trustStore File with the certificates that must have signed the server's certificate, as
 *     PEM, PKCS 12 or JKS. Without it, the certificates that Java trusts count.
 * @param trustStorePassword Password of that file, unless it is PEM. It is never logged.
 * @param keyStore File with the key and certificate of the service, as PKCS 12 or JKS, for a server
 *     that asks for one.
 * @param keyStorePassword Password of that file and of its key. It is never logged.
 * @param verify What is checked. {@code full}: a trusted certificate has signed the server's
 *     certificate, and that is for the name in the address. {@code chain}: the name is not checked,
 *     for servers that Sentinels name by addresses that are not in their certificates.
 */
public record RedisTlsProperties(
    @Nullable String trustStore,
    @Nullable String trustStorePassword,
    @Nullable String keyStore,
    @Nullable String keyStorePassword,
    @DefaultValue(FULL) String verify) {

  static final RedisTlsProperties NONE = new RedisTlsProperties(null, null, null, null, "full");

  private static final String FULL = "full";
  private static final String CHAIN = "chain";

  public RedisTlsProperties {
    trustStore = orNull(trustStore);
    trustStorePassword = orNull(trustStorePassword);
    keyStore = orNull(keyStore);
    keyStorePassword = orNull(keyStorePassword);
    if (trustStorePassword != null && trustStore == null) {
      throw new IllegalArgumentException(
          "skuline.redis.tls.trust-store-password is given without skuline.redis.tls.trust-store");
    }
    if (keyStorePassword != null && keyStore == null) {
      throw new IllegalArgumentException(
          "skuline.redis.tls.key-store-password is given without skuline.redis.tls.key-store");
    }
    if (!verify.equals(FULL) && !verify.equals(CHAIN)) {
      throw new IllegalArgumentException(
          "skuline.redis.tls.verify must be full or chain, is " + verify);
    }
  }

  boolean isGiven() {
    return trustStore != null || keyStore != null || !isFull();
  }

  /** Tells whether the name in the certificate is checked. */
  boolean isFull() {
    return verify.equals(FULL);
  }

  /**
   * @throws IllegalArgumentException if a file is not what it should be; the message names the
   *     setting and the reason
   */
  void requireReadable() {
    trusted();
    key();
  }

  /** Returns the certificates to trust; empty for those that Java trusts. */
  Optional<KeyStore> trusted() {
    return Optional.ofNullable(trustStore)
        .map(
            file ->
                named(
                    "trust-store",
                    () ->
                        KeyStores.trusted(Path.of(file), Optional.ofNullable(trustStorePassword))));
  }

  /** Returns the key that this client shows if the server asks for one. */
  Optional<KeyStore> key() {
    return Optional.ofNullable(keyStore)
        .map(
            file ->
                named(
                    "key-store",
                    () -> KeyStores.key(Path.of(file), Optional.ofNullable(keyStorePassword))));
  }

  private static KeyStore named(String setting, Supplier<KeyStore> store) {
    try {
      return store.get();
    } catch (IllegalArgumentException e) {
      String remedy =
          String.valueOf(e.getMessage()).contains("password")
              ? " (skuline.redis.tls.%s-password)".formatted(setting)
              : "";
      throw new IllegalArgumentException(
          "skuline.redis.tls.%s: %s%s".formatted(setting, e.getMessage(), remedy), e);
    }
  }

  private static @Nullable String orNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  /** Describes the settings without the passwords. */
  @Override
  public String toString() {
    return "TLS, verify " + verify;
  }
}
