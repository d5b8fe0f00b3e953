package io.skuline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.deadletter.FakeDeadLetterStore;
import io.skuline.deduction.DriftAlarm;
import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.StockMove;
import io.skuline.journal.JournalCodec;
import io.skuline.journal.JournalEntry;
import io.skuline.messaging.MessageConsumer;
import io.skuline.messaging.ReceiveLoop;
import io.skuline.messaging.RocketMqClient;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.store.JournalProbeTable;
import io.skuline.store.JournalQueueTable;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.SlotMap;
import io.skuline.system.Installation;
import io.skuline.tracing.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Reads real journal messages, with a database that is unavailable at first. */
@ExtendWith(StackExtension.class)
class JournalReaderIT {

  private static final int RECEIVE = 32;

  private final MeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void whatCannotBeReadIsSetAsideOnceHoweverOftenItsReceiveIsTried(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    DriverManagerDataSource away =
        new DriverManagerDataSource("jdbc:mysql://127.0.0.1:1/nowhere?connectTimeout=1000");
    DriverManagerDataSource back =
        new DriverManagerDataSource(
            stack.jdbcUrl(installation.database()), stack.jdbcUser(), stack.jdbcPassword());
    DelegatingDataSource database = new DelegatingDataSource(away);
    try (RocketMqClient broker = installation.broker()) {
      send(broker, installation, "no entry\n".getBytes(StandardCharsets.US_ASCII));
      send(broker, installation, JournalCodec.encode(stocked()));
      JournalReader reader = reader(broker, installation, database);
      try (MessageConsumer consumer =
          broker.consumer(installation.group("ledger"), installation.topic("stock-journal"))) {
        List<MessageView> messages = consumer.receive(RECEIVE, Duration.ofSeconds(30)).join();
        assertThat(messages).as("received together").hasSize(2);
        ReceiveLoop.BatchTask work = reader.begin(messages);
        for (int i = 0; i < 3; i++) {
          assertThatExceptionOfType(DataAccessException.class).isThrownBy(work::attempt);
        }
        database.setTargetDataSource(back);
        work.attempt();
      }
    }
    assertThat(meters.counter("skuline.ledger.unreadable", "shard", "0").count()).isEqualTo(1);
    assertThat(new JdbcTemplate(back).queryForObject("SELECT available FROM stock", Integer.class))
        .isEqualTo(5);
  }

  private JournalReader reader(
      RocketMqClient broker, Installation installation, DelegatingDataSource database) {
    Shard shard = new Shard(0, database, null);
    return new JournalReader(
        () -> {},
        1000,
        new Ledger(SlotMap.single(), shard, Clock.systemUTC(), DriftAlarm.NONE),
        new JournalQueueTable(shard.jdbc()),
        broker::queueOf,
        new JournalProbeTable(shard.jdbc(), Clock.systemUTC()),
        new DeadLetterPublisher(
            broker, installation.topic("stock-dead-letters"), new FakeDeadLetterStore()),
        new LedgerMetrics(meters, 0, Clock.systemUTC()),
        Traces.OFF);
  }

  private static JournalEntry stocked() {
    return new JournalEntry.Batch(
        1,
        List.of(
            new AdjustmentAccepted(
                "load-a",
                Instant.ofEpochMilli(1_764_000_000_000L),
                AdjustmentKind.INITIAL,
                new StockMove("a", 5, 5, 1))));
  }

  private static void send(RocketMqClient broker, Installation installation, byte[] body) {
    broker.send(
        broker
            .newMessage()
            .setTopic(installation.topic("stock-journal"))
            .setMessageGroup("journal-0")
            .setBody(body)
            .build());
  }
}
