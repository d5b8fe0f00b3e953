package io.skuline.sim.cli.shared;

import io.skuline.access.Credentials;
import io.skuline.access.KeyStores;
import io.skuline.setup.RemotingAccess;
import io.skuline.setup.RequestSigner;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say where name server and brokers are, and who asks them. */
public final class NameServerOptions {

  @Option(
      names = "--name-server",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:SKULINE_NAME_SERVER:-127.0.0.1:9876}",
      description =
          "RocketMQ's name server, which knows the brokers; several are separated by semicolons."
              + " Also SKULINE_NAME_SERVER. Default: ${DEFAULT-VALUE}")
  public String nameServer;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Name of the brokers' cluster, if the name server has several.")
  public String cluster;

  @Option(
      names = "--tls",
      description =
          "Connect to name server and brokers over TLS. A trusted certificate must have signed"
              + " theirs, for the names in their addresses.")
  private boolean tls;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description =
          "PEM file with the certificates that are trusted. Default: those that Java trusts")
  private Path caFile;

  @Mixin private CredentialsOptions credentials;

  /**
   * Returns how to connect.
   *
   * @throws IllegalArgumentException if the options contradict each other, or a file cannot be read
   */
  public RemotingAccess access(Environment around) {
    if (caFile != null && !tls) {
      throw new IllegalArgumentException("--ca-file is given without --tls");
    }
    return new RemotingAccess(
        tls ? BrokerAccessOptions.named("--ca-file", this::trusting) : SocketFactory.getDefault(),
        credentials.user(around).map(NameServerOptions::signer));
  }

  private static RequestSigner signer(Credentials user) {
    return new RequestSigner(user.accessKey(), user.secretKey(), user.sessionToken());
  }

  private SocketFactory trusting() {
    try {
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      // Without a store, the certificates that Java trusts count.
      Optional<KeyStore> store = Optional.ofNullable(caFile).map(KeyStores::trustedOfPem);
      managers.init(store.orElse(null));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }
}
