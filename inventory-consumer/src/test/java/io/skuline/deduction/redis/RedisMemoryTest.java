package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Room for a second copy of the stock. */
class RedisMemoryTest {

  private static RedisMemory.Room room(long used, long most) {
    return new RedisMemory.Room(used, most);
  }

  @Test
  void halfOfTheMemoryIsRoomForACopy() {
    assertThat(room(50, 100).hasHalf()).isTrue();
    assertThat(room(51, 100).hasHalf()).isFalse();
    assertThat(room(1_000, 0).hasHalf()).as("not bounded").isTrue();
  }

  @Test
  void aServerIsFullAtItsBound() {
    assertThat(room(99, 100).isFull()).isFalse();
    assertThat(room(100, 100).isFull()).isTrue();
    assertThat(room(1_000, 0).isFull()).as("not bounded").isFalse();
  }

  @Test
  void itSaysHowFullItIs() {
    assertThat(room(50, 100)).hasToString("Redis uses 50 of 100 bytes (maxmemory)");
  }
}
