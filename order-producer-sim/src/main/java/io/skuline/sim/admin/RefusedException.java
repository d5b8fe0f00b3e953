package io.skuline.sim.admin;

/** The service understood what it was asked and does not do it; the message says why. */
public final class RefusedException extends RuntimeException {

  public RefusedException(String message) {
    super(message);
  }
}
