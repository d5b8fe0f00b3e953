package io.skuline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skuline.deduction.AnswerArchive;
import io.skuline.event.StockResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** After a rebuild every order is looked up, and a database that hangs must not stop the sale. */
@Timeout(30)
class TimeLimitedArchiveTest {

  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    never.countDown();
  }

  @Test
  void answersAreHandedOn() {
    StockResult answer = Answered.rejected("o");
    AnswerArchive archive = limited(keys -> List.of(answer), Duration.ofMinutes(1));
    assertThat(archive.answersAbout(List.of("o"))).containsExactly(answer);
    assertThat(archive.hasStocked(List.of("tea"))).isTrue();
  }

  @Test
  void anArchiveThatHangsIsGivenUp() {
    AnswerArchive archive =
        limited(
            keys -> {
              hang();
              return List.of();
            },
            Duration.ofMillis(50));
    assertThatIllegalStateException()
        .isThrownBy(() -> archive.answersAbout(List.of("o")))
        .withMessageContaining("no answer within");
    assertThatIllegalStateException()
        .isThrownBy(() -> archive.hasStocked(List.of("hangs")))
        .withMessageContaining("no answer within");
  }

  private AnswerArchive limited(Answers answers, Duration patience) {
    return new TimeLimitedArchive(
        new AnswerArchive() {
          @Override
          public List<StockResult> answersAbout(Collection<String> keys) {
            return answers.about(keys);
          }

          @Override
          public boolean hasStocked(Collection<String> skus) {
            if (skus.contains("hangs")) {
              hang();
            }
            return true;
          }
        },
        patience);
  }

  private interface Answers {
    List<StockResult> about(Collection<String> keys);
  }

  private void hang() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
