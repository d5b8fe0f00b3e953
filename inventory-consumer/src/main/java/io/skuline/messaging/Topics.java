package io.skuline.messaging;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The topics, which must exist.
 *
 * @param orderEvents what comes in; FIFO, message group = SKU
 * @param stockResults what goes out; NORMAL
 * @param stockJournal decided batches on their way to the database; FIFO
 * @param stockDeadLetters what could not be understood; NORMAL
 */
@ConfigurationProperties("skuline.topics")
public record Topics(
    @DefaultValue("order-events") String orderEvents,
    @DefaultValue("stock-results") String stockResults,
    @DefaultValue("stock-journal") String stockJournal,
    @DefaultValue("stock-dead-letters") String stockDeadLetters) {

  public Topics {
    if (!BrokerNames.areDistinct(
        List.of(orderEvents, stockResults, stockJournal, stockDeadLetters))) {
      throw new IllegalArgumentException(
          ("skuline.topics must be four different ones, not blank: order-events '%s', stock-results"
                  + " '%s', stock-journal '%s', stock-dead-letters '%s'")
              .formatted(orderEvents, stockResults, stockJournal, stockDeadLetters));
    }
  }
}
