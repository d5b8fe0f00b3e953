package io.skuline.messaging;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The topics of the service. They must exist.
 *
 * @param orderEvents Topic of the order events (FIFO; the message group is the SKU).
 * @param stockResults Topic of the results (NORMAL).
 * @param stockJournal Topic of the journal, which carries decided batches to the database (FIFO).
 * @param stockDeadLetters Topic of the messages that were parked (NORMAL).
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
