package io.skuline.docs;

/** A class of the user's application, for the examples. */
interface Mailer {
  void thank(String orderId);
}
