package io.skuline.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.setup.BrokerSetup.Mode;
import io.skuline.setup.Finding.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class BrokerSetupTest {
  private static final BrokerLayout LAYOUT = BrokerLayout.of(LayoutNames.DEFAULTS, 2, 8);

  private final BrokerInMemory broker = new BrokerInMemory();

  @Test
  void everythingIsCreatedAndThenAsNeeded() {
    assertThat(setup(Mode.CREATE)).hasSize(10).allMatch(each -> each.status() == Status.CREATED);

    int changes = broker.changes();
    assertThat(setup(Mode.FIX)).allMatch(each -> each.status() == Status.OK);
    assertThat(broker.changes()).isEqualTo(changes);
    assertThat(broker.groups()).containsKeys("skuline-ledger", "skuline-ledger-1");
    assertThat(broker.topics().get("stock-journal").shown()).isEqualTo("FIFO, 8 queues");
  }

  @Test
  void aCheckCreatesNothing() {
    assertThat(setup(Mode.CHECK)).allMatch(each -> each.status() == Status.MISSING);

    assertThat(broker.changes()).isZero();
  }

  @Test
  void aTopicOfAnotherTypeIsReportedAndNeverChanged() {
    setup(Mode.CREATE);
    broker.put("order-events", new StoredTopic("NORMAL", 4, true, true));
    int changes = broker.changes();

    Finding finding = about("order-events", setup(Mode.FIX));

    assertThat(finding.asNeeded()).isFalse();
    assertThat(finding.detail())
        .isEqualTo("is NORMAL, must be FIFO: delete it, or use another name");
    assertThat(broker.changes()).isEqualTo(changes);
  }

  @Test
  void aTopicKeepsItsNumberOfQueues() {
    setup(Mode.CREATE);
    broker.put("order-events", new StoredTopic("FIFO", 4, true, true));

    assertThat(about("order-events", setup(Mode.FIX)))
        .isEqualTo(
            new Finding("a", Finding.Kind.TOPIC, "order-events", Status.OK, "FIFO, 4 queues"));
  }

  @Test
  void aTopicThatCannotBeWrittenIsReported() {
    setup(Mode.CREATE);
    broker.put("order-events", new StoredTopic("FIFO", 4, true, false));

    assertThat(about("order-events", setup(Mode.CREATE)).detail()).isEqualTo("can not be written");
  }

  @Test
  void aGroupThatTheBrokerMadeByItselfIsReportedAndChangedOnlyIfAskedTo() {
    setup(Mode.CREATE);
    broker.put(group("skuline-intake", false, 16, true));

    Finding reported = about("skuline-intake", setup(Mode.CREATE));
    Finding changed = about("skuline-intake", setup(Mode.FIX));

    assertThat(reported.status()).isEqualTo(Status.DIFFERENT);
    assertThat(reported.detail())
        .isEqualTo("receives in no order, must be in order; 16 retries, must be 10000");
    assertThat(changed.status()).isEqualTo(Status.CHANGED);
    assertThat(about("skuline-intake", setup(Mode.CHECK)).asNeeded()).isTrue();
  }

  @Test
  void whatIsOfNoInterestStaysWhenAGroupIsChanged() {
    ObjectNode settings = group("skuline-intake", true, 16, true).settings();
    settings.put("consumeTimeoutMinute", 99);
    broker.put(new StoredGroup(settings));

    setup(Mode.FIX);

    assertThat(broker.groups().get("skuline-intake").settings().path("consumeTimeoutMinute"))
        .hasToString("99");
  }

  @Test
  void moreRetriesAreFineAndAGroupThatMayNotReceiveIsNot() {
    broker.put(group("skuline-intake", true, 20_000, true));
    broker.put(group("skuline-watch", false, 16, false));

    assertThat(about("skuline-intake", setup(Mode.CHECK)).asNeeded()).isTrue();
    assertThat(about("skuline-watch", setup(Mode.CHECK)).detail()).isEqualTo("may not receive");
  }

  private List<Finding> setup(Mode mode) {
    return new BrokerSetup(LAYOUT, mode).applyTo("a", broker);
  }

  private static Finding about(String name, List<Finding> findings) {
    return findings.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private static StoredGroup group(String name, boolean fifo, int retries, boolean enabled) {
    String json =
        """
        {"groupName":"%s","consumeMessageOrderly":%s,"retryMaxTimes":%d,"consumeEnable":%s}"""
            .formatted(name, fifo, retries, enabled);
    return new StoredGroup((ObjectNode) RemotingJson.read(json));
  }
}
