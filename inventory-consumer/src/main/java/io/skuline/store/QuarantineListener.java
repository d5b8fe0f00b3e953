package io.skuline.store;

/** Acts when SKUs leave quarantine. */
public interface QuarantineListener {

  /**
   * Is called after a SKU has left quarantine, in the thread of the operator who released it.
   *
   * @param who the name that the operator logged in with
   */
  void released(String who);
}
