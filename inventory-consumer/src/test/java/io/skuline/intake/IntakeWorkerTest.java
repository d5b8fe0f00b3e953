package io.skuline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.client.FakeMessage;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.hot.OrderRates;
import io.skuline.messaging.ReceiveLoop;
import io.skuline.wire.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.Test;

class IntakeWorkerTest {

  private static final int ATTEMPTS = 3;

  private final Intake intake = new Intake();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final EventCodec codec = new EventCodec();
  private final OrderRates rates = OrderRates.NONE;
  private final IntakeWorker worker =
      new IntakeWorker(
          0,
          ATTEMPTS,
          new EventReader(codec, Clock.fixed(Intake.AT, ZoneOffset.UTC)),
          intake.pipeline(),
          new IntakeMetrics(meters),
          rates);

  @Test
  void everyEventIsCountedOnceAsAnsweredOrParked() {
    ReceiveLoop.BatchTask work =
        worker.begin(List.of(order("a"), order("b"), new FakeMessage("poison")));
    assertThat(inFlight()).isEqualTo(3);
    work.attempt();
    work.acknowledged(2);
    assertThat(count("skuline.events.received")).isEqualTo(3);
    assertThat(meters.counter("skuline.events.answered", "type", "DeductionConfirmed").count())
        .isEqualTo(2);
    assertThat(meters.counter("skuline.events.parked", "reason", "MALFORMED_JSON").count())
        .isEqualTo(1);
    assertThat(count("skuline.intake.acks.failed")).isEqualTo(2);
    assertThat(count("skuline.events.dropped")).isZero();
    assertThat(inFlight()).isZero();
    assertThat(meters.get("skuline.intake.batch.size").summary().totalAmount()).isEqualTo(3);
    assertThat(meters.get("skuline.intake.batch.time").timer().count()).isEqualTo(1);
  }

  @Test
  void theTimeToTheResultBeginsWithTheOrderAndWithItsMessage() {
    OrderCreated order =
        new OrderCreated("a", Intake.AT.minusSeconds(20), List.of(new OrderLine("sku", 1)));
    OrderEvent follower = new OrderCancelled(created("b").ref());
    intake.engine.quarantined.add("held");
    ReceiveLoop.BatchTask work =
        worker.begin(
            List.of(
                sent(order, 3),
                sent(follower, 1),
                sent(created("held"), 9),
                sent(created("c"), -5)));
    work.attempt();
    work.acknowledged(0);
    assertThat(seconds("skuline.events.creation.to.result")).isEqualTo(20);
    assertThat(meters.get("skuline.events.creation.to.result").timer().count()).isEqualTo(2);
    assertThat(seconds("skuline.events.sending.to.result")).isEqualTo(4);
    assertThat(meters.get("skuline.events.sending.to.result").timer().count()).isEqualTo(3);
  }

  private double seconds(String timer) {
    return meters.get(timer).timer().totalTime(TimeUnit.SECONDS);
  }

  private MessageView sent(OrderEvent event, int secondsAgo) {
    long born = Intake.AT.minusSeconds(secondsAgo).toEpochMilli();
    return new FakeMessage(new String(codec.encode(event), StandardCharsets.UTF_8))
        .withProperties(Map.of(FakeMessage.BORN, Long.toString(born)));
  }

  @Test
  void whatIsDroppedIsCountedAsDroppedAndNoLongerInFlight() {
    intake.engine.away = true;
    ReceiveLoop.BatchTask work = worker.begin(List.of(order("a"), order("b")));
    assertThatThrownBy(work::attempt).isNotNull();
    work.failed();
    work.dropped();
    assertThat(count("skuline.events.dropped")).isEqualTo(2);
    assertThat(count("skuline.intake.retries")).isEqualTo(1);
    assertThat(inFlight()).isZero();
  }

  @Test
  void aBatchIsSiftedOnlyAfterItHasFailedTooOften() {
    intake.engine.defective.add("bad");
    ReceiveLoop.BatchTask work = worker.begin(List.of(order("good"), order("bad")));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      assertThatThrownBy(work::attempt).isNotNull();
    }
    assertThat(intake.log).hasSize(ATTEMPTS).containsOnly("decide [good, bad]");
    work.attempt();
    work.acknowledged(0);
    assertThat(meters.counter("skuline.events.parked", "reason", "FAILED").count()).isEqualTo(1);
    assertThat(meters.counter("skuline.events.answered", "type", "DeductionConfirmed").count())
        .isEqualTo(1);
  }

  @Test
  void anOutageOfAnyLengthSetsNothingAside() {
    intake.engine.away = true;
    intake.engine.defective.add("bad");
    ReceiveLoop.BatchTask work = worker.begin(List.of(order("good"), order("bad")));
    for (int attempt = 0; attempt < 10 * ATTEMPTS; attempt++) {
      assertThatThrownBy(work::attempt).isNotNull();
    }
    intake.engine.away = false;
    assertThatThrownBy(work::attempt).as("the batch as a whole, once more").isNotNull();
    assertThat(intake.log).containsOnly("decide [good, bad]");
    assertThat(intake.broker.in(Intake.LETTERS)).isEmpty();
  }

  @Test
  void eventsThatCouldNotBeCheckedAreCounted() {
    intake.storeUnavailable = true;
    OrderCreated order = created("a");
    ReceiveLoop.BatchTask work = worker.begin(List.of(message(new OrderCancelled(order.ref()))));
    work.attempt();
    work.acknowledged(0);
    assertThat(count("skuline.events.unchecked")).isEqualTo(1);
  }

  private double count(String name) {
    return meters.counter(name).count();
  }

  private double inFlight() {
    return meters.get("skuline.events.in.flight").gauge().value();
  }

  private MessageView order(String id) {
    return message(created(id));
  }

  private static OrderCreated created(String id) {
    return new OrderCreated(id, Intake.AT, List.of(new OrderLine("sku", 1)));
  }

  private MessageView message(OrderEvent event) {
    return new FakeMessage(new String(codec.encode(event), StandardCharsets.UTF_8));
  }
}
