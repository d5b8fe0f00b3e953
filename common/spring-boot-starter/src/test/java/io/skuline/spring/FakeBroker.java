package io.skuline.spring;

import io.skuline.client.ResultListener;
import io.skuline.client.SubscriberOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** Connects subscribers to nothing; a test plays the broker. */
final class FakeBroker implements SubscriberConnector {

  private final Map<String, SubscriberOptions> options = new LinkedHashMap<>();
  private final Map<String, ResultListener> listeners = new LinkedHashMap<>();

  @Override
  public synchronized Subscription connect(SubscriberOptions wanted, ResultListener listener) {
    options.put(wanted.group(), wanted);
    listeners.put(wanted.group(), listener);
    return () -> leave(wanted.group());
  }

  private synchronized void leave(String group) {
    listeners.remove(group);
  }

  /** Returns the options of each group that was ever connected. */
  synchronized Map<String, SubscriberOptions> options() {
    return Map.copyOf(options);
  }

  /** Returns the groups that are connected now. */
  synchronized Map<String, ResultListener> listeners() {
    return Map.copyOf(listeners);
  }
}
