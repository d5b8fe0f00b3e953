package io.skuline.sim.admin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who asks for what not everybody may.
 *
 * @param password null if there is none; then nothing is sent, and the service decides
 */
public record Credentials(String user, String password) {

  /** The value of the header Authorization. */
  String basic() {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user;
  }
}
