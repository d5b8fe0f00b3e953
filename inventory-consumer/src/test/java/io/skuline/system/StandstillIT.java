package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.setup.BrokerLayout;
import io.skuline.stack.LocalStack;
import io.skuline.stack.StackOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The service stands still for so long that the broker forgets it, as on a suspended machine. */
class StandstillIT {

  /** A time longer than the interval of the client's heartbeats. */
  private static final Duration EXPIRY = Duration.ofSeconds(12);

  /** Much less than five minutes, after which the client reports its settings by itself. */
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void whatWasForgottenReceivesAgainSoonAfterItGoesOn() throws Exception {
    try (LocalStack stack = LocalStack.start(StackOptions.defaults().withClientExpiry(EXPIRY))) {
      stack.create(BrokerLayout.defaults());
      Installation installation = Installation.on(stack);
      try (ServiceProcess service = ServiceProcess.start(installation);
          Shop shop = new Shop(installation)) {
        String sku = shop.stocked("standstill", 10);
        service.pause();
        OrderCreated order = shop.order(new OrderLine(sku, 1));
        try {
          shop.publishUntilStored(order);
          // Only time has this effect: the broker looks for silent clients now and then.
          Duration standstill = EXPIRY.multipliedBy(2);
          await().pollDelay(standstill).atMost(standstill.plusSeconds(30)).until(() -> true);
          assertThat(shop.hasAnswer(order.orderId())).isFalse();
        } finally {
          service.resume();
        }
        await("an answer").atMost(SOON).until(() -> shop.hasAnswer(order.orderId()));
        assertThat(shop.answer(order.orderId())).isInstanceOf(DeductionConfirmed.class);
        Books.balance(service);
      }
    }
  }
}
