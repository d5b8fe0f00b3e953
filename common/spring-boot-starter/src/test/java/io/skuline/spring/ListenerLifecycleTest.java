package io.skuline.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.client.UnreadableResult;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.InvalidEventException;
import io.skuline.event.StockResult;
import io.skuline.wire.EventCodec;
import io.skuline.wire.ResultType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

class ListenerLifecycleTest {

  private final FakeBroker broker = new FakeBroker();

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(SkulineAutoConfiguration.class))
          .withPropertyValues("spring.application.name=shop")
          .withBean(SubscriberConnector.class, () -> broker);

  @Test
  void theMethodsOfAGroupShareItsResults() {
    application
        .withBean(Shop.class)
        .run(
            context -> {
              assertThat(broker.options().keySet()).containsExactly("shop");
              assertThat(broker.options().get("shop").types())
                  .containsExactlyInAnyOrder(
                      ResultType.DEDUCTION_CONFIRMED, ResultType.DEDUCTION_REJECTED);

              broker.listeners().get("shop").onResult(Results.CONFIRMED);
              broker.listeners().get("shop").onResult(Results.REJECTED);
              assertThat(context.getBean(Shop.class).heard)
                  .containsExactly("confirmed o-1", "rejected o-2");
            });
    assertThat(broker.listeners()).as("connected after the application has stopped").isEmpty();
  }

  @Test
  void aMethodMayHaveAGroupOfItsOwn() {
    application
        .withPropertyValues("audit.group=all-results")
        .withBean(Shop.class)
        .withBean(Auditor.class)
        .run(
            context -> {
              assertThat(broker.options().keySet())
                  .containsExactlyInAnyOrder("shop", "all-results");
              assertThat(broker.options().get("all-results").types())
                  .containsExactlyInAnyOrder(ResultType.values());
              assertThat(context.getBean(ListenerLifecycle.class).receiving())
                  .containsExactlyInAnyOrder("shop", "all-results");
            });
  }

  @Test
  void whatAMethodThrowsReachesTheClient() {
    application
        .withBean(Failing.class)
        .run(
            context ->
                assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> broker.listeners().get("shop").onResult(Results.REJECTED))
                    .withMessage("no mail server"));
  }

  @Test
  void aResultThatNoMethodTakesIsNotLost() {
    application
        .withBean(Failing.class)
        .run(
            context ->
                assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> broker.listeners().get("shop").onResult(Results.CONFIRMED))
                    .withMessageContaining("all members must take the same types"));
  }

  @Test
  void anUnreadableMessageIsAnApplicationEvent() {
    application
        .withBean(Shop.class)
        .run(
            context -> {
              broker.listeners().get("shop").onUnreadable(new UnreadableResult("m", 1, broken()));
              assertThat(context.getBean(Shop.class).heard).containsExactly("unreadable m");
            });
  }

  @Test
  void twoMethodsForOneTypeAreRefused() {
    application
        .withBean("one", Failing.class)
        .withBean("two", Failing.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessage(
                        "Failing.rejected and Failing.rejected both take DeductionRejected in one"
                            + " consumer group: name another group for one of them"));
    assertThat(broker.listeners()).isEmpty();
  }

  @Test
  void listeningBeginsWhenTheApplicationSaysSo() {
    application
        .withPropertyValues("skuline.client.listener.auto-startup=false")
        .withBean(Shop.class)
        .run(
            context -> {
              ListenerLifecycle lifecycle = context.getBean(ListenerLifecycle.class);
              assertThat(broker.options()).isEmpty();
              lifecycle.start();
              lifecycle.start();
              assertThat(lifecycle.isRunning()).isTrue();
              assertThat(broker.listeners()).containsKey("shop");
              lifecycle.stop();
              assertThat(lifecycle.isRunning()).isFalse();
              assertThat(broker.listeners()).isEmpty();
            });
  }

  @Test
  void stoppingWaitsForAMethodThatRunsAndNotForHealth() throws Exception {
    CountDownLatch methodMayEnd = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    SubscriberConnector slow =
        (options, listener) ->
            () -> {
              closing.countDown();
              awaitQuietly(methodMayEnd);
            };
    application
        .withBean(
            "slow", SubscriberConnector.class, () -> slow, primary -> primary.setPrimary(true))
        .withBean(Shop.class)
        .run(
            context -> {
              ListenerLifecycle lifecycle = context.getBean(ListenerLifecycle.class);
              lifecycle.stop(stopped::countDown);
              assertThat(closing.await(30, TimeUnit.SECONDS)).isTrue();
              assertThat(lifecycle.isRunning()).isFalse();
              assertThat(lifecycle.receiving()).isEmpty();
              assertThat(stopped.getCount()).isEqualTo(1);
              methodMayEnd.countDown();
              assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
            });
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static InvalidEventException broken() {
    try {
      new EventCodec().decodeResult(ByteBuffer.allocate(0));
      throw new AssertionError("nothing was read");
    } catch (InvalidEventException e) {
      return e;
    }
  }

  static final class Shop {

    private final List<String> heard = new ArrayList<>();

    @StockResultListener
    void confirmed(DeductionConfirmed result) {
      heard.add("confirmed " + result.orderId());
    }

    @StockResultListener(types = ResultType.DEDUCTION_REJECTED)
    void rejected(StockResult result) {
      heard.add("rejected " + result.key());
    }

    @EventListener
    void unreadable(UnreadableResult message) {
      heard.add("unreadable " + message.messageId());
    }
  }

  static final class Auditor {
    @StockResultListener(group = "${audit.group}")
    void any(StockResult result) {}
  }

  static final class Failing {

    private final boolean serverRuns = false;

    @StockResultListener
    void rejected(DeductionRejected result) throws IOException {
      if (!serverRuns) {
        throw new IOException("no mail server");
      }
    }
  }
}
