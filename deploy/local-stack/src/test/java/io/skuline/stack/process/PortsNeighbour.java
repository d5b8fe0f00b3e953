package io.skuline.stack.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Finds ports in a process of its own, which lives until its standard input ends. */
final class PortsNeighbour {

  private PortsNeighbour() {}

  public static void main(String... none) throws IOException {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    for (int block = 0; block < PortsTest.BLOCKS; block++) {
      out.println(Ports.block(PortsTest.SIZE));
    }
    System.in.readAllBytes();
  }
}
