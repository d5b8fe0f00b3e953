package io.skuline.spring;

import io.skuline.client.ResultListener;
import io.skuline.client.UnreadableResult;
import io.skuline.event.StockResult;
import io.skuline.wire.ResultType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;

/** The methods of one consumer group, each of which takes types of its own. */
final class ListenerGroup implements ResultListener {

  private final Map<ResultType, ListenerMethod> methods = new EnumMap<>(ResultType.class);
  private final ApplicationEventPublisher events;

  /**
   * @throws IllegalStateException if two methods take the same type
   */
  ListenerGroup(List<ListenerMethod> methods, ApplicationEventPublisher events) {
    this.events = events;
    for (ListenerMethod method : methods) {
      method.types().forEach(type -> add(type, method));
    }
  }

  private void add(ResultType type, ListenerMethod method) {
    ListenerMethod other = methods.putIfAbsent(type, method);
    if (other != null) {
      throw new IllegalStateException(
          "%s and %s both take %s in one consumer group: name another group for one of them"
              .formatted(other.name(), method.name(), type.wireName()));
    }
  }

  Set<ResultType> types() {
    return methods.keySet();
  }

  @Override
  public void onResult(StockResult result) throws Exception {
    ListenerMethod method = methods.get(ResultType.of(result));
    if (method == null) {
      throw new IllegalStateException(
          "another member of the consumer group takes %s, and all members must take the same types"
              .formatted(ResultType.of(result).wireName()));
    }
    method.call(result);
  }

  @Override
  public void onUnreadable(UnreadableResult unreadable) {
    events.publishEvent(unreadable);
  }
}
