package io.skuline.docs;

/** Something of a user's own. */
interface Mailer {
  void thank(String orderId);
}
