package io.skuline.hot;

/** Thrown when an interval cannot be declared or ended as things are; the message says why. */
public final class HotSkuRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HotSkuRefusedException(String message) {
    super(message);
  }
}
