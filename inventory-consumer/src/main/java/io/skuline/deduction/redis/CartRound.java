package io.skuline.deduction.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A round of calls, one for each partition that has something to do, all sent at once. A reply goes
 * to whoever has added its step.
 */
final class CartRound {

  private record Step(PlacedEvent event, Consumer<String> then) {}

  private final PartitionServers servers;
  private final DecisionBatch batch;

  private final boolean elsewhere;
  private final SortedMap<Integer, List<Object>> arguments = new TreeMap<>();
  private final Map<Integer, List<Step>> steps = new HashMap<>();

  /**
   * @param batch the batch of which this is a round
   * @param elsewhere whether these are calls of other partitions than the homes. What those
   *     remember is in buckets of its own, because it must outlive what the homes remember.
   */
  CartRound(PartitionServers servers, DecisionBatch batch, boolean elsewhere) {
    this.servers = servers;
    this.batch = batch;
    this.elsewhere = elsewhere;
  }

  void add(
      int partition,
      PlacedEvent event,
      String kind,
      String operation,
      List<String> lines,
      Consumer<String> then) {
    List<Object> its = with(partition, event, then);
    its.add(kind);
    its.add((elsewhere ? "f" : "") + servers.buckets().bucket(event.key()));
    its.add(event.key());
    its.add(operation);
    its.add(Integer.toString(lines.size() / 2));
    its.addAll(lines);
  }

  /** Adds an event that its home decides without other partitions. */
  void add(PlacedEvent event, Consumer<String> then) {
    DecideScript.addEvent(
        with(event.home(), event, then), servers.buckets(), event.event(), event.queue());
  }

  private List<Object> with(int partition, PlacedEvent event, Consumer<String> then) {
    steps.computeIfAbsent(partition, any -> new ArrayList<>()).add(new Step(event, then));
    return arguments.computeIfAbsent(partition, this::head);
  }

  private List<Object> head(int partition) {
    List<Object> head = new ArrayList<>();
    DecideScript.addHead(
        head,
        servers.partitions().keys(partition),
        batch.epochs().at(partition),
        batch.now(),
        servers.buckets().earlierGenerations());
    DecideScript.addRecalled(
        head, servers.buckets(), elsewhere ? List.of() : recalledAt(partition));
    return head;
  }

  private List<RecalledAnswer> recalledAt(int partition) {
    Set<String> keys = new HashSet<>();
    batch.events().stream()
        .filter(event -> servers.partitions().of(servers.partitions().home(event)) == partition)
        .forEach(event -> keys.add(event.key()));
    return batch.recalled().stream()
        .filter(answer -> keys.contains(answer.key()))
        .map(answer -> answer.at(partition, servers.partitions()))
        .toList();
  }

  void run() {
    if (arguments.isEmpty()) {
      return;
    }
    SortedMap<Integer, Object[]> packed = new TreeMap<>();
    arguments.forEach((partition, its) -> packed.put(partition, its.toArray()));
    try {
      servers
          .script()
          .run(packed)
          .forEach(
              (partition, replies) -> {
                List<Step> its = steps.get(partition);
                for (int i = 0; i < its.size(); i++) {
                  its.get(i).then().accept(replies.get(i));
                }
              });
    } catch (PartitionFailedException e) {
      List<Step> its = steps.getOrDefault(e.partition(), List.of());
      throw QuarantinedSkusReply.in(e, call -> its.get(call).event().position(), batch.events())
          .<RuntimeException>map(held -> held)
          .orElse(e);
    }
  }
}
