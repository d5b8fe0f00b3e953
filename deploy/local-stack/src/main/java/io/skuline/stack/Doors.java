package io.skuline.stack;

import io.skuline.stack.process.ServerCertificate;
import java.util.UUID;

/**
 * What the servers of a stack want of who comes. All of them show the same certificate, and the
 * user has the same name everywhere.
 *
 * @param user who may do everything
 * @param password its password, and its secret key at RocketMQ
 */
public record Doors(ServerCertificate certificate, String user, String password) {

  static Doors closed() {
    return new Doors(ServerCertificate.ofThisMachine(), "skuline", UUID.randomUUID().toString());
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "TLS, user " + user;
  }
}
