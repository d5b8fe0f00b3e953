package io.skuline.sim.admin;

/** Thrown when the service understood a request and refuses it; the message says why. */
public final class RefusedException extends RuntimeException {

  public RefusedException(String message) {
    super(message);
  }
}
