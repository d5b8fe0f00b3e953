package io.skuline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.apache.rocketmq.shaded.ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ClientLoggingTest {

  @Test
  void theRocketMqClientLogsToTheApplication() {
    Logger rocketMq = (Logger) LoggerFactory.getLogger("org.apache.rocketmq");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    rocketMq.addAppender(lines);
    rocketMq.setAdditive(false);
    try {
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(
              () -> OrderEventPublisher.connect(PublisherOptions.of("127.0.0.1:1", "/test")))
          .withMessageStartingWith("no RocketMQ proxy answers at 127.0.0.1:1: ");

      assertThat(lines.list)
          .anySatisfy(
              line -> {
                assertThat(line.getLevel()).isEqualTo(Level.ERROR);
                assertThat(line.getFormattedMessage())
                    .startsWith("Failed to fetch topic route, clientId=")
                    .endsWith("topic=order-events");
                assertThat(line.getThrowableProxy().getMessage()).startsWith("UNAVAILABLE");
              });
    } finally {
      rocketMq.setAdditive(true);
      rocketMq.detachAppender(lines);
    }
  }

  @Test
  void itWritesNoFiles() {
    var root =
        ((LoggerContext) org.apache.rocketmq.shaded.org.slf4j.LoggerFactory.getILoggerFactory())
            .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    assertThat(root.iteratorForAppenders())
        .toIterable()
        .singleElement()
        .isInstanceOf(Slf4jAppender.class);
  }
}
