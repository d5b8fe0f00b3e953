package io.skuline.setup;

import java.util.Optional;
import javax.net.SocketFactory;

/**
 * How name servers and brokers are connected to.
 *
 * @param sockets creates the connections: plain ones, or TLS
 * @param signer the user; empty for brokers without users
 */
public record RemotingAccess(SocketFactory sockets, Optional<RequestSigner> signer) {

  /** Returns plain connections without a user. */
  public static RemotingAccess open() {
    return new RemotingAccess(SocketFactory.getDefault(), Optional.empty());
  }

  /** Returns plain connections of a user. */
  public static RemotingAccess of(String accessKey, String secretKey) {
    return new RemotingAccess(
        SocketFactory.getDefault(),
        Optional.of(new RequestSigner(accessKey, secretKey, Optional.empty())));
  }
}
