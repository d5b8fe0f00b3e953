package io.skuline.client;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Where a publisher learns which SKUs are hot: from the service's HTTP, {@code GET /hot-skus}.
 *
 * @param service the address of the service or of what is in front of it, for example {@code
 *     http://skuline:8080}; for https, the certificate must be one that the JVM trusts
 * @param refresh the time between two looks; far less than the service's {@code skuline.hot.notice}
 */
public record HotSkuSource(URI service, Duration refresh) {

  public static final Duration DEFAULT_REFRESH = Duration.ofSeconds(5);

  public HotSkuSource {
    Objects.requireNonNull(service, "service");
    String scheme = String.valueOf(service.getScheme()).toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https"))
        || service.getHost() == null
        || service.getRawUserInfo() != null
        || service.getRawQuery() != null
        || service.getRawFragment() != null) {
      // The text is not shown, because it may contain a password.
      throw new IllegalArgumentException(
          "the service of hot SKUs must be an address such as http://skuline:8080");
    }
    ClientSettings.requirePositive("refresh", refresh);
  }

  /** Returns the source at a service, looked at every 5 seconds. */
  public static HotSkuSource at(URI service) {
    return new HotSkuSource(service, DEFAULT_REFRESH);
  }

  /** Returns the address of the list. */
  URI list() {
    String base = service.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + "hot-skus");
  }
}
