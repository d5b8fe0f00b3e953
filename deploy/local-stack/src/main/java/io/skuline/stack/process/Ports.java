package io.skuline.stack.process;

import io.skuline.stack.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;

/**
 * Finds free ports on 127.0.0.1. They are below the range from which the kernel gives ports to
 * outgoing connections. Such a connection could take a port before its server listens, or while the
 * server is down.
 *
 * <p>Another JVM with servers of its own could do that, too. So each JVM has a range of ports to
 * itself as long as it lives. It gives them one after the other, and begins again after the last
 * one.
 */
public final class Ports {
  private static final int FIRST = 15_000;
  private static final int RANGES = 20;
  private static final int RANGE = 350;

  /** The nodes of a Redis Cluster talk to each other at their port and this. */
  private static final int BUS = 10_000;

  /** Listens on the first port of this JVM's range, so that no other JVM can take the range. */
  private static ServerSocket holder;

  private static int next;

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

  /**
   * Returns the first of several neighbouring free ports.
   *
   * @throws StackException if there are none
   */
  public static int block(int size) {
    return find(size, first -> allFree(first, size));
  }

  /** Returns a free port of which the one {@value #BUS} further is free, too. */
  static int withBus() {
    return find(1, port -> allFree(port, 1) && allFree(port + BUS, 1));
  }

  private static synchronized int find(int size, IntPredicate free) {
    if (holder == null) {
      holder = holder();
      next = holder.getLocalPort() + 1;
    }
    int begin = holder.getLocalPort() + 1;
    int end = holder.getLocalPort() + RANGE;
    for (int attempt = 0; attempt < RANGE; attempt++) {
      int first = next + size <= end ? next : begin;
      if (free.test(first)) {
        next = first + size;
        return first;
      }
      next = first + 1;
    }
    throw new StackException("No " + size + " free ports from " + begin + " to " + (end - 1));
  }

  private static ServerSocket holder() {
    int some = ThreadLocalRandom.current().nextInt(RANGES);
    for (int i = 0; i < RANGES; i++) {
      int port = FIRST + (some + i) % RANGES * RANGE;
      try {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
      } catch (IOException taken) {
        // The next range may be free.
      }
    }
    throw new StackException(
        "%d programs that start servers have all ports from %d to %d; end one of them"
            .formatted(RANGES, FIRST, FIRST + RANGES * RANGE - 1));
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
