package io.skuline.deduction.redis;

import io.skuline.deduction.AccountedLevel;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockTransfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stock in Redis for everything but the decision: it is read, and built anew.
 *
 * <p>The beginning of a rebuild loads the scripts; its other steps call them by digest.
 */
public final class RedisStock implements StockServer {

  private static final Logger log = LoggerFactory.getLogger(RedisStock.class);

  private final RedissonClient redis;
  private final String namespace;
  private final Partitions partitions;
  private final List<StockScripts> scripts;
  private final DecideScriptCall decisions;
  private final StockHashes hashes;
  private final StoredKeys stored;
  private final RedisMemory memory;
  private final StockLoads loads;
  private final QuarantineFlags flags;
  private final LoanRecords loans;

  public RedisStock(RedissonClient redis, RedisProperties properties) {
    this.redis = redis;
    this.namespace = properties.namespace();
    this.partitions = Partitions.of(properties);
    this.scripts = partitions.all().stream().map(keys -> new StockScripts(redis, keys)).toList();
    this.decisions = new DecideCall(redis, partitions, properties);
    this.hashes = new StockHashes(redis, partitions);
    this.stored = new StoredKeys(redis, partitions);
    this.memory = new RedisMemory(redis);
    this.loads = new StockLoads(partitions, scripts, memory);
    this.flags = new QuarantineFlags(partitions, scripts);
    this.loans = new LoanRecords(partitions, new LendScript(redis, partitions, LendScript.SCRIPT));
  }

  /**
   * Returns the levels of the SKUs that are known and have numbers, without the units that carts
   * have reserved, in one round trip.
   *
   * @throws DeductionUnavailableException if this is not the stock of those epochs (any more), or a
   *     SKU's partition has none of them
   */
  public Map<String, StockLevel> read(PartitionEpochs epochs, Collection<String> skus) {
    Map<String, StockLevel> levels = new LinkedHashMap<>();
    accounted(epochs, skus).forEach((sku, level) -> levels.put(sku, level.free()));
    return levels;
  }

  /**
   * Returns the levels of the SKUs that are known and have numbers, in one round trip.
   *
   * @throws DeductionUnavailableException as {@link #read}
   */
  Map<String, AccountedLevel> accounted(PartitionEpochs epochs, Collection<String> skus) {
    Map<String, AccountedLevel> levels = new LinkedHashMap<>();
    look(epochs, skus)
        .forEach(
            (sku, held) -> {
              AccountedLevel level = held.level();
              if (level != null) {
                levels.put(sku, level);
              }
            });
    return levels;
  }

  StockScripts scripts(int partition) {
    return scripts.get(partition);
  }

  /**
   * Returns the SKUs of which Redis has anything, in one round trip.
   *
   * @throws DeductionUnavailableException if this is not the stock of those epochs (any more), or a
   *     SKU's partition has none of them
   */
  public Map<String, HeldStock> look(PartitionEpochs epochs, Collection<String> skus) {
    List<String> asked = new ArrayList<>(skus);
    List<Map<String, String>> fields = hashes.of(epochs, asked);
    Map<String, HeldStock> found = new LinkedHashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      Map<String, String> hash = fields.get(i);
      if (!hash.isEmpty()) {
        found.put(
            asked.get(i),
            new HeldStock(
                hash.getOrDefault("a", ""),
                hash.getOrDefault("r", ""),
                hash.getOrDefault("q", ""),
                hash.containsKey("x")));
      }
    }
    return found;
  }

  /**
   * Returns every SKU of these epochs, found bit by bit. A SKU that appears or disappears meanwhile
   * may be missing, and a SKU may be returned twice.
   */
  public Iterable<String> skus(PartitionEpochs epochs) {
    return () -> stored.skus(epochs).iterator();
  }

  @Override
  public void quarantine(String token, long epoch, Collection<String> skus) {
    flags.set(token, epoch, "1", skus);
  }

  /**
   * Puts SKUs into quarantine. From then on no batch that touches one of them is decided.
   *
   * @param epochs those that are open
   */
  public void quarantine(PartitionEpochs epochs, Collection<String> skus) {
    for (String sku : skus) {
      long epoch = epochs.of(sku);
      flags.set(Long.toString(epoch), epoch, "1", List.of(sku));
    }
  }

  /** Releases a SKU from quarantine as it is. */
  public void endQuarantine(long epoch, String sku) {
    flags.set(Long.toString(epoch), epoch, "0", List.of(sku));
  }

  /**
   * Repairs a SKU that is in quarantine and releases it, in one step.
   *
   * @param available the expected present value, as in {@link HeldStock}
   * @param sequence the expected present value, as in {@link HeldStock}
   * @param becomes the new level; null if Redis is to have none
   * @return false if the SKU is not in quarantine, or has not these present values; nothing has
   *     changed then
   */
  public boolean repair(
      long epoch, String sku, String available, String sequence, @Nullable StockLevel becomes) {
    return scripts
            .get(partitions.of(sku))
            .run(
                StockScripts.REPAIR,
                Long.toString(epoch),
                partitions.keysOf(sku).stockPrefix(epoch),
                sku,
                available,
                sequence,
                becomes == null ? "" : Long.toString(becomes.available()),
                becomes == null ? "" : Long.toString(becomes.sequence()))
        == 1;
  }

  @Override
  public ServerCheck check(PartitionEpochs epochs) {
    try {
      decisions.confirm(epochs);
      return new ServerCheck(epochs.byPartition().keySet(), Map.of());
    } catch (PartitionFailedException e) {
      return ServerCheck.of(epochs, e);
    }
  }

  /**
   * Closes a partition for every instance, if it is open for the epoch. It does nothing if its
   * server is not open for it, or does not know the script: no instance sells from it then anyway.
   */
  public void fence(int partition, long epoch) {
    try {
      scripts.get(partition).run(StockScripts.FENCE, Long.toString(epoch));
    } catch (RedisNoScriptException e) {
      log.debug("Already nobody's", e);
    }
  }

  /** Returns reservations of carts that are as old as this, some of them if they are many. */
  List<StaleReservations.Reservation> reservations(PartitionEpochs epochs, Duration age) {
    List<StaleReservations.Reservation> all = new ArrayList<>();
    epochs
        .byPartition()
        .forEach(
            (partition, epoch) -> {
              try {
                all.addAll(scripts.get(partition).reservations(partition, epoch, age));
              } catch (RedisException e) {
                log.debug("Reservations of partition {} cannot be asked for", partition, e);
              }
            });
    return all;
  }

  @Override
  public long latestEpoch(SortedSet<Integer> some) {
    return some.stream()
        .mapToLong(partition -> stored.latestEpoch(partitions.keys(partition)))
        .max()
        .orElseThrow();
  }

  @Override
  public int partitions() {
    return partitions.count();
  }

  @Override
  public void closeFormer(int former, String token, long epoch) {
    for (RedisKeys keys : Partitions.of(namespace, former).all()) {
      if (!partitions.all().contains(keys)) {
        new StockScripts(redis, keys).begin(token, epoch);
      }
    }
  }

  @Override
  public void begin(String token, long epoch, SortedSet<Integer> some) {
    some.forEach(partition -> scripts.get(partition).begin(token, epoch));
    makeRoom(epoch, some);
  }

  /**
   * What earlier epochs have left is normally removed after the new epoch is open, so that the
   * rebuild takes less time. If there may be no room for both, it is removed before the new epoch
   * is built.
   */
  private void makeRoom(long epoch, SortedSet<Integer> some) {
    RedisMemory.Room room = memory.room();
    if (room.hasHalf()) {
      return;
    }
    log.warn("{}: what earlier epochs have left is removed before epoch {} is built", room, epoch);
    forgetBefore(epoch, some);
    RedisMemory.Room left = memory.room();
    if (left.isFull()) {
      throw new RedisException(
          ("Redis is full, and nothing that earlier epochs have left is there any more: %s. Raise"
                  + " maxmemory, or remove what others keep there")
              .formatted(left));
    }
  }

  @Override
  public CompletableFuture<Void> load(String token, long epoch, Map<String, StockLevel> levels) {
    return loads.load(token, epoch, levels);
  }

  @Override
  public void restoreLoans(
      String token, long epoch, SortedSet<Integer> some, Collection<StockTransfer> transfers) {
    loans.restore(token, epoch, some, transfers);
  }

  @Override
  public void open(String token, long epoch, SortedSet<Integer> some) {
    some.forEach(
        partition -> scripts.get(partition).run(StockScripts.OPEN, token, Long.toString(epoch)));
  }

  @Override
  public void forgetBefore(long epoch, SortedSet<Integer> some) {
    Map<Integer, Long> epochs = new TreeMap<>();
    some.forEach(partition -> epochs.put(partition, epoch));
    stored.forgetBefore(PartitionEpochs.of(partitions.count(), epochs));
  }

  @Override
  public String evictionPolicy() {
    return memory.evictionPolicy();
  }
}
