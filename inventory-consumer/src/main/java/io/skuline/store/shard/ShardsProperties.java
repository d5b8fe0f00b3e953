package io.skuline.store.shard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The databases of stock and movements.
 *
 * @param shards List of the databases that hold stock and movements. Without entries, {@code
 *     spring.datasource} holds everything. An entry has {@code slots} (its part of the slots, for
 *     example {@code 0-511}), {@code url} (without one it is {@code spring.datasource} itself),
 *     {@code username} and {@code password} (without them, those of {@code spring.datasource}), and
 *     {@code replica.url}, {@code replica.username} and {@code replica.password}. {@code
 *     spring.datasource} keeps the tables that exist only once.
 * @param replica Read replica of {@code spring.datasource}, without shards.
 */
@ConfigurationProperties("skuline.ledger")
public record ShardsProperties(@DefaultValue List<Database> shards, @Nullable Replica replica) {

  public ShardsProperties {
    if (!shards.isEmpty() && replica != null) {
      throw new IllegalArgumentException(
          "skuline.ledger.replica is for a ledger without shards; set"
              + " skuline.ledger.shards[n].replica");
    }
    for (int number = 0; number < shards.size(); number++) {
      if (shards.get(number).slots().isBlank()) {
        throw new IllegalArgumentException(
            "skuline.ledger.shards[%d].slots is missing: say which slots it has, as 0-511"
                .formatted(number));
      }
    }
    if (shards.stream().filter(Database::isHome).count() > 1) {
      throw new IllegalArgumentException(
          "Only one of skuline.ledger.shards may be without a url, and so be spring.datasource");
    }
  }

  /** Returns the slots of each shard. */
  List<SlotSet> slots() {
    return shards.isEmpty()
        ? List.of(SlotSet.all())
        : shards.stream().map(Database::slots).map(SlotSet::parse).toList();
  }

  /** Returns how many databases there are. */
  public int count() {
    return databases().size();
  }

  /** Returns the shards; one, if none are configured. */
  List<Database> databases() {
    return shards.isEmpty()
        ? List.of(new Database(null, null, null, SlotSet.all().toString(), replica))
        : shards;
  }

  /**
   * One shard.
   *
   * @param url Address of the database; null for {@code spring.datasource} itself.
   * @param username Name of the database user; null for the one of {@code spring.datasource}.
   * @param password Password of that user; null for the one of {@code spring.datasource}. It is
   *     never logged.
   * @param slots Slots of the shard, as {@code 0-511}; see {@link SlotMap}.
   * @param replica Read replica of the shard, if it has one.
   */
  public record Database(
      @Nullable String url,
      @Nullable String username,
      @Nullable String password,
      @DefaultValue("") String slots,
      @Nullable Replica replica) {

    public Database {
      if (url != null && url.isBlank()) {
        throw new IllegalArgumentException(
            "The url of a shard is blank; without any it is spring.datasource");
      }
    }

    boolean isHome() {
      return url == null;
    }

    /** Describes the shard without the password. */
    @Override
    public String toString() {
      return "slots " + slots;
    }
  }

  /**
   * A read replica.
   *
   * @param url Address of a read replica, as a JDBC URL.
   * @param username Name of the replica's user; without it, the primary's.
   * @param password Password of the replica's user; without it, the primary's. It is never logged.
   */
  public record Replica(
      @DefaultValue("") String url, @Nullable String username, @Nullable String password) {

    public Replica {
      if (url.isBlank()) {
        throw new IllegalArgumentException("A replica in skuline.ledger has no url");
      }
    }

    /** Describes the replica without the password. */
    @Override
    public String toString() {
      return "a replica";
    }
  }
}
