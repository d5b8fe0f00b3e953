package io.skuline.setup;

import io.skuline.setup.Finding.Kind;
import io.skuline.setup.Finding.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares a broker with a layout, and makes it so. */
public final class BrokerSetup {

  /** What may be done about a difference. */
  public enum Mode {
    /** Nothing is created or changed. */
    CHECK,
    /** What is missing is created; what exists stays as it is. */
    CREATE,
    /**
     * What is missing is created, and groups are changed. Topics are not: messages that were stored
     * with another type would be lost to their readers, or out of order.
     */
    FIX
  }

  private final BrokerLayout layout;
  private final Mode mode;

  public BrokerSetup(BrokerLayout layout, Mode mode) {
    this.layout = layout;
    this.mode = mode;
  }

  /**
   * Returns one finding for each topic and group of the layout.
   *
   * @param name the name of the broker, for the findings
   * @throws SetupException if the broker does not answer, or refuses to say or do something
   */
  public List<Finding> apply(String name, Broker broker) {
    return applyTo(name, broker);
  }

  List<Finding> applyTo(String name, BrokerTables broker) {
    var findings = new ArrayList<Finding>();
    Map<String, StoredTopic> topics = broker.topics();
    for (NeededTopic needed : layout.topics()) {
      findings.add(topic(name, broker, needed, Optional.ofNullable(topics.get(needed.name()))));
    }
    Map<String, StoredGroup> groups = broker.groups();
    for (NeededGroup needed : layout.groups()) {
      findings.add(group(name, broker, needed, Optional.ofNullable(groups.get(needed.name()))));
    }
    return findings;
  }

  private Finding topic(
      String name, BrokerTables broker, NeededTopic needed, Optional<StoredTopic> stored) {
    if (stored.isPresent()) {
      Optional<String> difference = stored.get().difference(needed);
      Status status = difference.isEmpty() ? Status.OK : Status.DIFFERENT;
      String detail = difference.orElseGet(() -> stored.get().shown());
      return new Finding(name, Kind.TOPIC, needed.name(), status, detail);
    }
    if (mode != Mode.CHECK) {
      broker.put(needed);
    }
    String detail = "%s, %d queues".formatted(needed.type(), needed.queues());
    return new Finding(name, Kind.TOPIC, needed.name(), created(), detail);
  }

  private Finding group(
      String name, BrokerTables broker, NeededGroup needed, Optional<StoredGroup> stored) {
    StoredGroup wanted = StoredGroup.newOf(needed);
    if (stored.isEmpty()) {
      if (mode != Mode.CHECK) {
        broker.put(wanted);
      }
      return new Finding(name, Kind.GROUP, needed.name(), created(), wanted.shown());
    }
    Optional<String> difference = stored.get().difference(needed);
    if (difference.isEmpty()) {
      return new Finding(name, Kind.GROUP, needed.name(), Status.OK, stored.get().shown());
    }
    boolean change = mode == Mode.FIX;
    if (change) {
      broker.put(stored.get().changedTo(needed));
    }
    Status status = change ? Status.CHANGED : Status.DIFFERENT;
    return new Finding(name, Kind.GROUP, needed.name(), status, difference.get());
  }

  private Status created() {
    return mode == Mode.CHECK ? Status.MISSING : Status.CREATED;
  }
}
