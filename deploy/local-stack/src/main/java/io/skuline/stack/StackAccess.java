package io.skuline.stack;

import io.skuline.stack.process.ServerCertificate;
import java.util.UUID;

/**
 * The credentials and the certificate that the servers of a stack require. All servers show the
 * same certificate, and the user has the same name everywhere.
 *
 * @param certificate the certificate of every server
 * @param user the user with all rights
 * @param password the password of the user, which is also its secret key at RocketMQ
 */
public record StackAccess(ServerCertificate certificate, String user, String password) {

  static StackAccess closed() {
    return new StackAccess(
        ServerCertificate.ofThisMachine(), "skuline", UUID.randomUUID().toString());
  }

  /** Returns a text without the password. */
  @Override
  public String toString() {
    return "TLS, user " + user;
  }
}
