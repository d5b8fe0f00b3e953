package io.skuline.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The topics and groups that an installation of Skuline needs at every broker. */
public record BrokerLayout(List<NeededTopic> topics, List<NeededGroup> groups) {

  public BrokerLayout {
    topics = List.copyOf(topics);
    groups = List.copyOf(groups);
  }

  /** Returns the layout of an installation with one shard and the default names. */
  public static BrokerLayout defaults() {
    return of(LayoutNames.DEFAULTS, 1, NeededTopic.QUEUES);
  }

  /**
   * Returns the layout of an installation.
   *
   * @param shards the number of databases, 1 or more; each has a ledger group of its own
   * @param queues the number of queues of each topic
   */
  public static BrokerLayout of(LayoutNames names, int shards, int queues) {
    var groups = new ArrayList<NeededGroup>();
    groups.add(NeededGroup.fifo(names.intake()));
    ledgerGroups(names.ledger(), shards).map(NeededGroup::fifo).forEach(groups::add);
    groups.add(NeededGroup.concurrent(names.deadLetters()));
    names.readers().stream().map(NeededGroup::concurrent).forEach(groups::add);
    return new BrokerLayout(
        List.of(
            new NeededTopic(names.orderEvents(), TopicType.FIFO, queues),
            new NeededTopic(names.stockJournal(), TopicType.FIFO, queues),
            new NeededTopic(names.stockResults(), TopicType.NORMAL, queues),
            new NeededTopic(names.stockDeadLetters(), TopicType.NORMAL, queues)),
        groups);
  }

  private static Stream<String> ledgerGroups(String first, int shards) {
    return Stream.concat(
        Stream.of(first), IntStream.range(1, shards).mapToObj(shard -> first + "-" + shard));
  }
}
