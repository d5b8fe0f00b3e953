package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Redis loses its data, and then the leader of the rebuild is lost too. How the data was lost
 * matters little to that: each build tries some of the ways, which a seed chooses. {@code
 * -Dskuline.losses=N} tries so many of them.
 */
class LostRedisAndLeaderIT extends TwoInstances<ServiceProcess> {

  private static final int SOME = 5;

  private static final Pattern REBUILDING =
      Pattern.compile("\"phase\":\"REBUILDING\".*\"rebuild\":\\{\"epoch\":(\\d+),");

  LostRedisAndLeaderIT(Stack stack) {
    super(stack);
  }

  @Override
  ServiceProcess launch(Map<String, String> settings) {
    return ServiceProcess.launch(installation, settings);
  }

  /** Returns some of the losses after which one rebuild follows. */
  static List<RedisLoss> losses() {
    EnumSet<RedisLoss> all =
        EnumSet.complementOf(EnumSet.of(RedisLoss.FAILED_OVER_REBUILT_AND_FAILED_BACK));
    long seed = Long.getLong("skuline.seed", System.nanoTime());
    List<RedisLoss> some = new ArrayList<>(all);
    Collections.shuffle(some, new Random(seed));
    some = some.subList(0, Math.min(Integer.getInteger("skuline.losses", SOME), all.size()));
    System.out.printf("LostRedisAndLeaderIT: -Dskuline.seed=%d %s%n", seed, some);
    return some;
  }

  /** The rebuild is held up until its leader has been killed, and the other instance leads. */
  @ParameterizedTest
  @MethodSource("losses")
  void nothingIsOversoldAndNoAnswerContradicted(RedisLoss loss, @TempDir Path copy)
      throws Exception {
    Sale sale = beginBefore(loss, copy);
    ServiceProcess leader;
    ServiceProcess survivor;
    try (Connection barriers = lockedBarriers()) {
      loss.strike(sale);
      sale.publishSoon(4);
      leader = awaitLeader(sale.epoch() + 1, first, second);
      survivor = leader == first ? second : first;
      leader.kill();
      awaitLeader(sale.epoch() + 2, survivor);
      barriers.rollback();
    }
    leader.launch();
    sale.settle(survivor);
    assertThat(survivor.epoch()).isGreaterThanOrEqualTo(sale.epoch() + 2);
  }

  private static ServiceProcess awaitLeader(long epoch, ServiceProcess... candidates) {
    return await("a leader")
        .atMost(Shop.PATIENCE)
        .until(() -> rebuilds(epoch, candidates), leader -> leader != null);
  }

  private static ServiceProcess rebuilds(long epoch, ServiceProcess... candidates)
      throws IOException, InterruptedException {
    for (ServiceProcess candidate : candidates) {
      Matcher state = REBUILDING.matcher(candidate.get("/state").body());
      // It may be a later epoch: while a server that was failed over is a copy, a rebuild begins in
      // vain.
      if (state.find() && Long.parseLong(state.group(1)) >= epoch) {
        return candidate;
      }
    }
    return null;
  }

  /** Returns a connection that lets no barrier of the journal be passed until it rolls back. */
  private Connection lockedBarriers() throws SQLException {
    Connection connection = database();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT epoch FROM journal_queue FOR UPDATE");
    }
    return connection;
  }
}
