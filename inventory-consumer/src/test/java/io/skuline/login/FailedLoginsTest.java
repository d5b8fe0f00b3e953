package io.skuline.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {

  private final AtomicLong millis = new AtomicLong(1_000_000);

  private final FailedLogins failed =
      new FailedLogins(
          new Clock() {
            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
              return Instant.ofEpochMilli(millis.get());
            }
          });

  @Test
  void aNameWaitsAfterTenWrongPasswordsFromOneAddress() {
    fail("10.0.0.1", "ann", 9);
    assertThat(failed.tooMany("10.0.0.1", "ann")).isFalse();

    fail("10.0.0.1", "ann", 1);

    assertThat(failed.tooMany("10.0.0.1", "ann")).isTrue();
    assertThat(failed.tooMany("10.0.0.1", "bob")).as("another name").isFalse();
    assertThat(failed.tooMany("10.0.0.2", "ann")).as("another address").isFalse();
    millis.addAndGet(FailedLogins.WINDOW.toMillis());
    assertThat(failed.tooMany("10.0.0.1", "ann")).as("a minute later").isFalse();
  }

  @Test
  void theRightPasswordBeginsAnew() {
    fail("10.0.0.1", "ann", 9);
    failed.succeeded("10.0.0.1", "ann");
    fail("10.0.0.1", "ann", 9);

    assertThat(failed.tooMany("10.0.0.1", "ann")).isFalse();
  }

  @Test
  void anAddressThatTriesManyNamesWaitsToo() {
    for (int i = 0; i < 100; i++) {
      failed.failed("10.0.0.1", "name " + i);
    }

    assertThat(failed.tooMany("10.0.0.1", "ann")).isTrue();
    assertThat(failed.tooMany("10.0.0.2", "ann")).isFalse();
  }

  private void fail(String address, String name, int times) {
    for (int i = 0; i < times; i++) {
      failed.failed(address, name);
    }
  }
}
