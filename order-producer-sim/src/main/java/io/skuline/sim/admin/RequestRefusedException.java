package io.skuline.sim.admin;

/** Thrown when the service understood a request and refuses it; the message says why. */
public final class RequestRefusedException extends RuntimeException {

  public RequestRefusedException(String message) {
    super(message);
  }
}
