package io.skuline.access;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.client.apis.ClientConfigurationBuilder;
import org.apache.rocketmq.client.apis.StaticSessionCredentialsProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials of a RocketMQ client, and whether its connection is encrypted. Printing an
 * instance shows no secret.
 *
 * <p>RocketMQ's Java client accepts every certificate and offers no way to change that. So its TLS
 * protects messages from an attacker who only listens, but not from one who answers in the broker's
 * place. With a CA file, {@link #check} opens a connection of its own before the client does, and
 * verifies that one.
 *
 * @param credentials the user; empty for a broker without users
 * @param tls whether the connection is encrypted
 * @param caFile PEM file with the certificates that must have signed a proxy's certificate when it
 *     is checked; only with TLS
 */
public record BrokerAccess(Optional<Credentials> credentials, boolean tls, Optional<Path> caFile) {

  private static final Logger log = LoggerFactory.getLogger(BrokerAccess.class);

  private static final Set<String> warned = ConcurrentHashMap.newKeySet();

  private static final BrokerAccess OPEN =
      new BrokerAccess(Optional.empty(), false, Optional.empty());

  public BrokerAccess {
    if (caFile.isPresent() && !tls) {
      throw new IllegalArgumentException("a CA file is given, but TLS is off");
    }
    caFile.ifPresent(KeyStores::trustedOfPem);
  }

  /** Returns access without credentials and in plain text. */
  public static BrokerAccess open() {
    return OPEN;
  }

  public BrokerAccess withCredentials(Credentials user) {
    return new BrokerAccess(Optional.of(user), tls, caFile);
  }

  /** Returns the same access over TLS; the certificate is not checked. */
  public BrokerAccess withTls() {
    return new BrokerAccess(credentials, true, Optional.empty());
  }

  /**
   * Returns the same access over TLS; the certificate is checked before connecting.
   *
   * @throws IllegalArgumentException if there are no certificates in the file
   */
  public BrokerAccess withTls(Path file) {
    return new BrokerAccess(credentials, true, Optional.of(file));
  }

  /** Applies this access to the configuration of one of RocketMQ's clients. */
  public void apply(ClientConfigurationBuilder configuration) {
    configuration.enableSsl(tls);
    credentials.ifPresent(
        user ->
            configuration.setCredentialProvider(
                user.sessionToken()
                    .map(
                        token ->
                            new StaticSessionCredentialsProvider(
                                user.accessKey(), user.secretKey(), token))
                    .orElseGet(
                        () ->
                            new StaticSessionCredentialsProvider(
                                user.accessKey(), user.secretKey()))));
  }

  /**
   * Verifies the certificate of each endpoint that answers, and its name, if there is a CA file. It
   * logs once what remains unverified. Call it before a client is created.
   *
   * @param endpoints {@code host:port}, several separated by semicolons
   * @throws UntrustedException if a certificate is not to be trusted, or an endpoint does not speak
   *     TLS
   */
  public void check(String endpoints) {
    if (!tls) {
      return;
    }
    caFile.ifPresent(file -> new TlsLook(endpoints).requireTrusted(file));
    if (warned.add(endpoints + " " + caFile)) {
      log.warn(
          "The connection to RocketMQ at {} is encrypted, but the server's certificate is not"
              + " verified: {}RocketMQ's Java client accepts every certificate. Who can answer in"
              + " the broker's place can read and change messages; let a local TLS proxy verify it,"
              + " or keep others out of the network",
          endpoints,
          caFile
              .map(
                  file ->
                      "it was checked once, before connecting, against %s, but on the connections"
                              .formatted(file)
                          + " that carry messages ")
              .orElse(""));
    }
  }

  /**
   * Returns why a client did not start, if the broker has refused it, or {@link #check} has. In
   * that case there is no sense in trying again.
   *
   * @param failure what RocketMQ's client has thrown
   */
  public Optional<Refusal> refusal(String endpoints, Throwable failure) {
    return Refusal.reported(credentials, endpoints, failure);
  }

  /**
   * Returns the same, and also finds out whether only one side speaks TLS. For that it connects to
   * the endpoints, which takes some seconds at most. A broker that restarts and speaks both, as is
   * the default, may be taken for one that speaks only TLS. So try again before you call this.
   */
  public Optional<Refusal> explain(String endpoints, Throwable failure) {
    return refusal(endpoints, failure).or(() -> Refusal.seen(credentials, tls, endpoints, failure));
  }

  /** Returns a text without the secrets. */
  @Override
  public String toString() {
    return credentials.map(Credentials::toString).orElse("no credentials")
        + (tls ? ", TLS" : ", plain text");
  }
}
