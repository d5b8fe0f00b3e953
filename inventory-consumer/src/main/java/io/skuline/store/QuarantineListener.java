package io.skuline.store;

/** Acts when SKUs leave quarantine. */
public interface QuarantineListener {

  /**
   * Receives a call after a SKU has left quarantine, in the thread of the operator who released it.
   *
   * @param who the name with which the operator logged in
   */
  void released(String who);
}
