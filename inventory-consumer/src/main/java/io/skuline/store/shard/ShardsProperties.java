package io.skuline.store.shard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where stock and movements are.
 *
 * @param shards none: all of it is in {@code spring.datasource}. Else each with a part of the SKUs;
 *     {@code spring.datasource} keeps what there is one of (epoch, dead letters), and may be one of
 *     them
 * @param replica of {@code spring.datasource}, without shards
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

  /** Which slots each shard has. */
  List<SlotSet> slots() {
    return shards.isEmpty()
        ? List.of(SlotSet.all())
        : shards.stream().map(Database::slots).map(SlotSet::parse).toList();
  }

  /** How many databases there are. */
  public int count() {
    return databases().size();
  }

  /** The shards; one, if none are configured. */
  List<Database> databases() {
    return shards.isEmpty()
        ? List.of(new Database(null, null, null, SlotSet.all().toString(), replica))
        : shards;
  }

  /**
   * A shard.
   *
   * @param url null for {@code spring.datasource} itself
   * @param slots which it has, as {@code 0-511}; see {@link SlotMap}
   * @param username null for the one of {@code spring.datasource}
   * @param password null for the one of {@code spring.datasource}; never logged
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

    /** Without the password. */
    @Override
    public String toString() {
      return "slots " + slots;
    }
  }

  /**
   * A read replica.
   *
   * @param username null for the primary's
   * @param password null for the primary's; never logged
   */
  public record Replica(
      @DefaultValue("") String url, @Nullable String username, @Nullable String password) {

    public Replica {
      if (url.isBlank()) {
        throw new IllegalArgumentException("A replica in skuline.ledger has no url");
      }
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "a replica";
    }
  }
}
