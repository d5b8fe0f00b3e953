package io.skuline.deduction.redis;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.SettableClock;
import io.skuline.event.StockResult;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;

/**
 * Redis forgets all answers after every batch, and the archive's answers are as good as its own.
 */
class ForgetfulRedisEngineContractIT extends OwnEngineContract {

  @Override
  protected DeductionEngine engine(SettableClock clock) {
    Archive archive = new Archive();
    DeductionEngine engine = redis.engine(archive, clock.instant().plus(Duration.ofDays(1)), clock);
    return events -> {
      Decisions decisions = engine.decide(events);
      archive.keep(decisions.results());
      redis.forgetAnswers();
      return decisions;
    };
  }

  /** The archive as the ledger would fill it, without the ledger's lag. */
  private static final class Archive implements AnswerArchive {

    private final Map<String, Map<String, StockResult>> byKey = new LinkedHashMap<>();

    void keep(List<StockResult> results) {
      for (StockResult result : results) {
        byKey
            .computeIfAbsent(result.key(), key -> new LinkedHashMap<>())
            .put(result.getClass() + " " + result.resultId(), result);
      }
    }

    @Override
    public List<StockResult> answersAbout(Collection<String> keys) {
      return keys.stream()
          .flatMap(key -> byKey.getOrDefault(key, Map.of()).values().stream())
          .toList();
    }
  }

  @Example
  void anOrderIsItsIdOnEveryDay() {
    requireThatAnOrderIsItsIdOnEveryDay();
  }
}
