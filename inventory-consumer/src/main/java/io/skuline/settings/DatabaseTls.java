package io.skuline.settings;

import io.skuline.access.KeyStores;
import io.skuline.store.shard.ShardsProperties;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Checks the TLS settings in the URLs of databases. MySQL's driver would find an error only at its
 * first connection, which is tried for half a minute then. It never reports a trust store that is
 * not used.
 */
final class DatabaseTls {

  private static final Logger log = LoggerFactory.getLogger(DatabaseTls.class);

  private static final String MODE = "sslMode";
  private static final String TRUST = "trustCertificateKeyStore";
  private static final String CLIENT = "clientCertificateKeyStore";
  private static final List<String> MODES =
      List.of("DISABLED", "PREFERRED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY");

  private final Binder binder;
  private final Map<String, String> forAll;

  DatabaseTls(Binder binder) {
    this.binder = binder;
    this.forAll =
        binder
            .bind(
                "spring.datasource.hikari.data-source-properties",
                Bindable.mapOf(String.class, String.class))
            .orElse(Map.of());
  }

  /**
   * @throws IllegalArgumentException if a store cannot be read, or would not be used
   */
  void require(ShardsProperties shards) {
    urls(shards)
        .forEach(
            (setting, url) -> {
              try {
                require(setting, options(url));
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
              }
            });
  }

  private Map<String, String> urls(ShardsProperties ledger) {
    Map<String, String> urls = new LinkedHashMap<>();
    urls.put(
        "spring.datasource.url", binder.bind("spring.datasource.url", String.class).orElse(""));
    if (ledger.replica() != null) {
      urls.put("skuline.ledger.replica.url", ledger.replica().url());
    }
    for (int number = 0; number < ledger.shards().size(); number++) {
      ShardsProperties.Database shard = ledger.shards().get(number);
      String name = "skuline.ledger.shards[%d]".formatted(number);
      if (shard.url() != null) {
        urls.put(name + ".url", shard.url());
      }
      if (shard.replica() != null) {
        urls.put(name + ".replica.url", shard.replica().url());
      }
    }
    return urls;
  }

  /** Options in a URL itself come first. The driver ignores case. */
  private Map<String, String> options(String url) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(forAll);
    int question = url.indexOf('?');
    if (question >= 0) {
      for (String option : url.substring(question + 1).split("&", -1)) {
        String[] parts = option.split("=", 2);
        options.put(parts[0], parts.length < 2 ? "" : decoded(parts[1]));
      }
    }
    return options;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException asItIs) {
      return value;
    }
  }

  private static void require(String setting, Map<String, String> options) {
    String mode = options.getOrDefault(MODE, "PREFERRED").toUpperCase(Locale.ROOT);
    if (!MODES.contains(mode)) {
      throw new IllegalArgumentException(
          "sslMode must be DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY, is "
              + options.get(MODE));
    }
    if (options.containsKey(TRUST + "Url")) {
      if (!mode.startsWith("VERIFY")) {
        throw new IllegalArgumentException(
            "trustCertificateKeyStoreUrl is not used with sslMode %s: write".formatted(mode)
                + " sslMode=VERIFY_IDENTITY");
      }
      requireStore(TRUST, options);
    }
    if (options.containsKey(CLIENT + "Url")) {
      requireStore(CLIENT, options);
    }
    if (mode.equals("REQUIRED")) {
      log.warn(
          "The connection to the database of {} is encrypted, but the server's certificate is not"
              + " verified: write sslMode=VERIFY_IDENTITY instead of REQUIRED",
          setting);
    }
  }

  private static void requireStore(String which, Map<String, String> options) {
    Optional<Path> file = file(options.get(which + "Url"));
    if (file.isEmpty()) {
      return;
    }
    Optional<String> password = Optional.ofNullable(options.get(which + "Password"));
    try {
      if (which.equals(TRUST)) {
        KeyStores.trustedOfStore(file.get(), password);
      } else {
        KeyStores.key(file.get(), password);
      }
    } catch (IllegalArgumentException e) {
      String remedy =
          String.valueOf(e.getMessage()).contains("password") ? " (" + which + "Password)" : "";
      throw new IllegalArgumentException(which + "Url: " + e.getMessage() + remedy, e);
    }
  }

  /**
   * Returns the file; empty if the URL is not a file of this machine, since the driver reads other
   * URLs as well.
   */
  private static Optional<Path> file(String url) {
    if (!url.startsWith("file:")) {
      return Optional.empty();
    }
    String path = url.substring("file:".length());
    return Optional.of(path.startsWith("//") ? Path.of(URI.create(url)) : Path.of(path));
  }
}
