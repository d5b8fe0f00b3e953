package io.skuline.client;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what an observer throws away from events and results. */
record CarefulObserver(ClientObserver observer) implements ClientObserver {

  private static final Logger log = LoggerFactory.getLogger(CarefulObserver.class);

  @Override
  public Exchange publishing(OrderEvent event) {
    return careful(() -> observer.publishing(event));
  }

  @Override
  public Exchange receiving(StockResult result, Map<String, String> properties) {
    return careful(() -> observer.receiving(result, properties));
  }

  private static Exchange careful(Supplier<Exchange> begin) {
    Exchange exchange = orElse(Exchange.NONE, begin);
    return exchange == Exchange.NONE ? Exchange.NONE : new CarefulExchange(exchange);
  }

  private static <T> T orElse(T otherwise, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      log.warn("The observer of the client has failed", e);
      return otherwise;
    }
  }

  private record CarefulExchange(Exchange exchange) implements Exchange {

    @Override
    public Map<String, String> properties() {
      return orElse(Map.of(), exchange::properties);
    }

    @Override
    public void ended(Optional<Throwable> failure) {
      orElse(
          failure,
          () -> {
            exchange.ended(failure);
            return failure;
          });
    }
  }
}
