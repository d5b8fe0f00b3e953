package io.skuline.spring;

import io.skuline.client.ResultListener;
import io.skuline.client.SubscriberOptions;

/** Connects a subscriber, which receives until it is closed. */
@FunctionalInterface
interface SubscriberConnector {

  /** Closes a subscriber, and returns when no listener runs any more. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  Subscription connect(SubscriberOptions options, ResultListener listener);
}
