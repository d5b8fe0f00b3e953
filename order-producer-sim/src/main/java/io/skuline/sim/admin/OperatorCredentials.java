package io.skuline.sim.admin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The user and the password of an operator.
 *
 * @param user the name of the user
 * @param password null if there is none; then nothing is sent, and the service decides
 */
public record OperatorCredentials(String user, String password) {

  /** Returns the value of the header Authorization. */
  String basic() {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Returns a text without the password. */
  @Override
  public String toString() {
    return user;
  }
}
