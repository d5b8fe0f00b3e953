package io.skuline.intake;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.client.FakeMessage;
import io.skuline.deadletter.Replay;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.messaging.BrokerUnavailableException;
import java.util.List;
import java.util.Optional;

/** A pipeline over servers in memory, and the events that it receives. */
abstract class PipelineFixture {

  final Intake intake = new Intake();
  final Pipeline pipeline = intake.pipeline();

  static void assertOutage(Runnable step) {
    assertThatExceptionOfType(DeductionUnavailableException.class).isThrownBy(step::run);
  }

  static void assertNotStored(Runnable step) {
    assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(step::run);
  }

  static ReceivedEvent.Event order(String id) {
    return new ReceivedEvent.Event(new FakeMessage(id), created(id), Optional.empty());
  }

  static ReceivedEvent.Event cancellation(String id) {
    return new ReceivedEvent.Event(
        new FakeMessage(id), new OrderCancelled(created(id).ref()), Optional.empty());
  }

  static ReceivedEvent.Event replay(String id, String letter) {
    return new ReceivedEvent.Event(
        new FakeMessage(id), created(id), Optional.of(new Replay(letter, 1)));
  }

  static ReceivedEvent.Malformed malformed() {
    return new ReceivedEvent.Malformed(
        new FakeMessage("{}"), InvalidEventException.missing("type"));
  }

  private static OrderCreated created(String id) {
    return new OrderCreated(id, Intake.AT, List.of(new OrderLine("sku", 1)));
  }
}
