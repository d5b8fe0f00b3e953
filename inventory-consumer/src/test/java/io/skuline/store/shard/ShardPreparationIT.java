package io.skuline.store.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The preparation of the configured shards at a start, with real databases. */
@ExtendWith(StackExtension.class)
class ShardPreparationIT {

  private static final String LOWER = "0-511";
  private static final String UPPER = "512-1023";

  /** A database at an address where nothing listens. */
  private static final DataSource UNAVAILABLE =
      new DriverManagerDataSource("jdbc:mysql://127.0.0.1:1/away", "nobody", "");

  private DataSource home;
  private DataSource other;
  private JdbcTemplate jdbc;

  @BeforeEach
  void create(Stack stack) {
    home = database(stack, "home");
    other = database(stack, "other");
    Flyway.configure().dataSource(home).load().migrate();
    jdbc = new JdbcTemplate(home);
    jdbc.update("UPDATE epoch SET epoch = 7, is_open = TRUE");
  }

  private static DataSource database(Stack stack, String name) {
    String url = stack.jdbcUrl("prepare_" + name + Long.toHexString(System.nanoTime()));
    return new DriverManagerDataSource(url, stack.jdbcUser(), stack.jdbcPassword());
  }

  @Test
  void withoutShardsNothingChanges() {
    prepare(atHome("0-1023"));
    assertThat(epoch()).isEqualTo("7 open");
    assertThat(slots(home)).isEqualTo("0-1023");
  }

  @Test
  void aNewLayoutEndsTheEpochOnce() {
    prepare(atHome(LOWER), elsewhere(UPPER));
    assertThat(epoch()).isEqualTo("8 closed");
    assertThat(slots(home)).isEqualTo(LOWER);
    assertThat(slots(other)).isEqualTo(UPPER);

    jdbc.update("UPDATE epoch SET epoch = 9, is_open = TRUE");
    prepare(atHome(LOWER), elsewhere(UPPER));
    assertThat(epoch()).isEqualTo("9 open");
  }

  @Test
  void slotsThatADatabaseDoesNotHoldAreRefused() {
    prepare(atHome(LOWER), elsewhere(UPPER));
    assertThatIllegalStateException()
        .isThrownBy(() -> prepare(atHome("0-500"), elsewhere("501-1023")))
        .withMessageContaining("holds the slots 0-511, and the configuration gives it 0-500");
  }

  @Test
  void shardsCannotBeForgotten() {
    prepare(atHome(LOWER), elsewhere(UPPER));
    assertThatIllegalStateException()
        .isThrownBy(() -> prepare(atHome("0-1023")))
        .withMessageContaining("holds the slots 0-511, and the configuration gives it 0-1023");
  }

  @Test
  void aHomeThatHoldsStockMustStayAShard(Stack stack) {
    prepare(atHome("0-1023"));
    DataSource third = database(stack, "third");
    assertThatIllegalStateException()
        .isThrownBy(() -> prepare(elsewhere(LOWER), new Place(third, UPPER, false)))
        .withMessageContaining("spring.datasource holds the slots 0-1023");
  }

  /** The database is as it was before shards existed. */
  @Test
  void soMustOneThatHasStockButNoSlots(Stack stack) {
    jdbc.update("INSERT INTO stock (sku_id) VALUES ('A')");
    DataSource third = database(stack, "third");
    assertThatIllegalStateException()
        .isThrownBy(() -> prepare(elsewhere(LOWER), new Place(third, UPPER, false)))
        .withMessageContaining("for the slots none has stock of SKU A");
  }

  @Test
  void aHomeThatHoldsNoStockNeedNotBeOne(Stack stack) {
    DataSource third = database(stack, "third");
    prepare(elsewhere(LOWER), new Place(third, UPPER, false));
    assertThat(slots(third)).isEqualTo(UPPER);
  }

  @Test
  void aShardThatIsAwayIsPreparedWhenItIsBack() {
    prepare(atHome(LOWER), elsewhere(UPPER));
    jdbc.update("UPDATE epoch SET is_open = TRUE");
    DelegatingDataSource network = new DelegatingDataSource(UNAVAILABLE);
    ShardPreparation preparation = prepare(atHome(LOWER), new Place(network, UPPER, false));
    assertThat(epoch()).isEqualTo("8 open");
    preparation.require(0);
    assertThatExceptionOfType(FlywayException.class).isThrownBy(() -> preparation.require(1));
    network.setTargetDataSource(other);
    preparation.require(1);
  }

  /** SKU A is in slot 651. */
  @Test
  void stockThatWasNotMovedIsNoticed() {
    prepare(atHome("0-1023"));
    jdbc.update("INSERT INTO stock (sku_id) VALUES ('A')");
    jdbc.update("UPDATE ledger_shard SET slots = ?", LOWER);
    assertThatIllegalStateException()
        .isThrownBy(() -> prepare(atHome(LOWER), elsewhere(UPPER)))
        .withMessageContaining("has stock of SKU A, which is in slot 651");
    jdbc.update("DELETE FROM stock");
    prepare(atHome(LOWER), elsewhere(UPPER));
  }

  @Test
  void aNewLayoutNeedsAllOfThem() {
    assertThatIllegalStateException()
        .isThrownBy(() -> prepare(atHome(LOWER), new Place(UNAVAILABLE, UPPER, false)))
        .withMessageContaining("The layout of the shards is new")
        .withMessageContaining("shard 1");
    assertThat(epoch()).isEqualTo("7 open");
  }

  private record Place(DataSource database, String slots, boolean isHome) {}

  private Place atHome(String slots) {
    return new Place(home, slots, true);
  }

  private Place elsewhere(String slots) {
    return new Place(other, slots, false);
  }

  private ShardPreparation prepare(Place... places) {
    List<ShardPreparation.Part> parts = new ArrayList<>();
    for (Place place : places) {
      Shard shard = new Shard(parts.size(), place.database(), null);
      parts.add(new ShardPreparation.Part(shard, SlotSet.parse(place.slots()), place.isHome()));
    }
    ShardPreparation preparation =
        new ShardPreparation(jdbc, new Shard(0, home, null).transaction(), parts, 0);
    preparation.begin();
    return preparation;
  }

  private String epoch() {
    return jdbc.queryForObject(
        "SELECT CONCAT(epoch, IF(is_open, ' open', ' closed')) FROM epoch", String.class);
  }

  private static String slots(DataSource database) {
    return new JdbcTemplate(database)
        .queryForObject("SELECT slots FROM ledger_shard", String.class);
  }
}
