package io.skuline.stack.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PortsTest {

  /** The ports that a RocketMQ server needs. */
  static final int SIZE = 7;

  static final int BLOCKS = 40;

  /**
   * No server listens on any of these ports yet, as in the seconds that a server takes to start.
   */
  @Test
  void neighboursGetDifferentPortsBeforeAnyServerListens() throws Exception {
    Process neighbour =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PortsNeighbour.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Integer> given = new ArrayList<>();
    BufferedReader said = neighbour.inputReader(StandardCharsets.UTF_8);
    for (int block = 0; block < BLOCKS; block++) {
      addBlock(given, Integer.parseInt(said.readLine()));
      addBlock(given, Ports.block(SIZE));
    }
    neighbour.getOutputStream().close();

    assertThat(neighbour.waitFor(30, SECONDS)).isTrue();
    assertThat(given).hasSize(2 * BLOCKS * SIZE).doesNotHaveDuplicates();
  }

  private static void addBlock(List<Integer> given, int first) {
    IntStream.range(first, first + SIZE).forEach(given::add);
  }

  @Test
  void portsAreGivenAgainUnlessTheyAreTaken() throws Exception {
    int taken = Ports.block(1);
    try (ServerSocket listening = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
      assertThat(listening.isBound()).isTrue();
      for (int i = 0; i < 1_000; i++) {
        assertThat(Ports.block(1)).isBetween(15_000, 21_999).isNotEqualTo(taken);
        assertThat(Ports.withBus()).isBetween(15_000, 21_999).isNotEqualTo(taken);
      }
    }
  }
}
