package io.skuline.stack.process;

import io.skuline.stack.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds free ports on 127.0.0.1. They are below the range from which the kernel gives ports to
 * outgoing connections. Such a connection could take a port before its server listens, or while the
 * server is down.
 */
public final class Ports {
  private static final int FIRST = 15_000;
  private static final int END = 32_000;
  private static final int ATTEMPTS = 1_000;

  /** The nodes of a Redis Cluster talk to each other at their port and this. */
  private static final int BUS = 10_000;

  private Ports() {}

  /** Returns the wished port, or a free one if that is 0. */
  public static int orFree(int wished) {
    return wished == 0 ? block(1) : wished;
  }

  /**
   * Checks ports before anything is started, because a server of the same kind on the port would
   * answer in place of ours.
   *
   * @param wished ports, of which 0 means any
   * @throws StackException if another program has one of them
   */
  public static void requireFree(int... wished) {
    for (int port : wished) {
      if (port != 0 && !allFree(port, 1)) {
        throw new StackException("Port " + port + " is taken by another program");
      }
    }
  }

  /** Returns the first of several neighbouring free ports. */
  public static int block(int size) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int first = ThreadLocalRandom.current().nextInt(FIRST, END - size);
      if (allFree(first, size)) {
        return first;
      }
    }
    throw new StackException("No " + size + " free ports from " + FIRST + " to " + END);
  }

  /** Returns a free port of which the one {@value #BUS} further is free, too. */
  static int withBus() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END - BUS);
      if (allFree(port, 1) && allFree(port + BUS, 1)) {
        return port;
      }
    }
    throw new StackException("No free ports for a Redis Cluster below " + END);
  }

  /** A server that listens everywhere would not get a port that is taken at any address. */
  private static boolean allFree(int first, int size) {
    for (int port = first; port < first + size; port++) {
      if (!isFree(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
          || !isFree(new InetSocketAddress(port))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFree(InetSocketAddress address) {
    try (var socket = new ServerSocket()) {
      socket.bind(address, 1);
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
