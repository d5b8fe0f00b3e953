package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;

class RedisFailureTest {

  @Test
  void whatIsDeepInsideIsTold() {
    assertThat(RedisFailure.inWords(unable(untrusted()))).contains("skuline.redis.tls.trust-store");
    assertThat(RedisFailure.inWords(unable(new SSLException("not an SSL/TLS record"))))
        .contains("there is no TLS with Redis");
    assertThat(RedisFailure.inWords(unable(new RedisException("WRONGPASS invalid pair"))))
        .contains("skuline.redis.username");
    assertThat(RedisFailure.inWords(unable(new RedisException("NOAUTH Authentication required"))))
        .contains(".sentinel-username");
  }

  @Test
  void whatIsNotAboutAccessIsReportedAsItIs() {
    assertThat(RedisFailure.inWords(unable(new IllegalStateException("refused"))))
        .isEqualTo("Unable to connect to Redis server");
  }

  private static SSLException untrusted() {
    SSLException failure = new SSLHandshakeException("General OpenSslEngine problem");
    failure.initCause(new CertificateException("path"));
    return failure;
  }

  private static Throwable unable(Throwable cause) {
    return new RedisConnectionException(
        "Unable to connect to Redis server", new CompletionException(cause));
  }
}
