package io.skuline.deduction.redis;

import java.security.cert.CertificateException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisWrongPasswordException;

/**
 * Finds what a failure to reach Redis comes from. Redisson reveals that only in a cause of a cause.
 */
public final class RedisFailure {

  private static final int MAX_CAUSES = 20;

  private RedisFailure() {}

  /**
   * Explains the failure in one sentence, with the settings to look at if users or TLS are the
   * reason.
   */
  public static String inWords(Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, e -> e != null, Throwable::getCause).limit(MAX_CAUSES).toList();
    if (causes.stream().anyMatch(RedisFailure::isAboutTheUser)) {
      return "Redis refuses the user, or wants one: see skuline.redis.username and .password, and"
          + " for Sentinels .sentinel-username and .sentinel-password";
    }
    if (causes.stream().anyMatch(SSLException.class::isInstance)) {
      return causes.stream().anyMatch(CertificateException.class::isInstance)
          ? "the certificate of Redis is not to be trusted: see skuline.redis.tls.trust-store, and"
              + " .verify if only its name is wrong"
          : "there is no TLS with Redis: does it speak TLS at this address, and does it want a key"
              + " (skuline.redis.tls.key-store)?";
    }
    return String.valueOf(failure.getMessage());
  }

  private static boolean isAboutTheUser(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof RedisAuthRequiredException
        || cause instanceof RedisWrongPasswordException
        || message.startsWith("NOAUTH")
        || message.startsWith("WRONGPASS");
  }
}
