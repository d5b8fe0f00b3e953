package io.skuline.spring;

import io.skuline.client.SubscriberOptions;
import io.skuline.spring.SubscriberConnector.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Subscribes each consumer group when everything else has started, and unsubscribes before anything
 * else stops. Stopping waits for the methods that run, so that no result is received twice without
 * need.
 */
final class ListenerLifecycle implements SmartLifecycle {

  private final ListenerMethods methods;
  private final ClientOptions options;
  private final SubscriberConnector connector;
  private final ApplicationEventPublisher events;
  private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
  private boolean running;

  ListenerLifecycle(
      ListenerMethods methods,
      ClientOptions options,
      SubscriberConnector connector,
      ApplicationEventPublisher events) {
    this.methods = methods;
    this.options = options;
    this.connector = connector;
    this.events = events;
  }

  @Override
  public boolean isAutoStartup() {
    return options.properties().listener().autoStartup();
  }

  @Override
  public synchronized void start() {
    if (running) {
      return;
    }
    try {
      groups().forEach(this::subscribe);
    } catch (RuntimeException e) {
      close(subscriptions);
      subscriptions.clear();
      throw e;
    }
    running = true;
  }

  /** Returns the methods by the name of their group, with that of the settings filled in. */
  private Map<String, List<ListenerMethod>> groups() {
    return methods.found().stream()
        .collect(
            Collectors.groupingBy(
                method -> options.subscriber(method.group(), method.types()).group(),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private void subscribe(String name, List<ListenerMethod> members) {
    ListenerGroup group = new ListenerGroup(members, events);
    SubscriberOptions subscriber = options.subscriber(name, group.types());
    subscriptions.put(name, connector.connect(subscriber, group));
  }

  /** Stops on a thread of its own, so that Spring can wait as long as it is told to. */
  @Override
  public void stop(Runnable stopped) {
    daemon(
        "skuline-listener-stop",
        () -> {
          stop();
          stopped.run();
        });
  }

  @Override
  public void stop() {
    Map<String, Subscription> open;
    synchronized (this) {
      running = false;
      open = Map.copyOf(subscriptions);
      subscriptions.clear();
    }
    close(open);
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }

  /** Returns the consumer groups that receive results. */
  synchronized List<String> receiving() {
    return List.copyOf(subscriptions.keySet());
  }

  /** Closes all groups side by side: each waits a little for its last requests. */
  private static void close(Map<String, Subscription> open) {
    List<CompletableFuture<Void>> closing = new ArrayList<>();
    open.forEach(
        (group, subscription) ->
            closing.add(
                CompletableFuture.runAsync(
                    subscription::close, task -> daemon("skuline-listener-close-" + group, task))));
    CompletableFuture.allOf(closing.toArray(CompletableFuture<?>[]::new)).join();
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
