package io.skuline.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One address for a server that may move, like a virtual IP or a DNS name. */
final class Forwarder implements AutoCloseable {

  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Object thaw = new Object();
  private volatile int target;
  private boolean frozen;

  Forwarder(int target) {
    this.target = target;
    try {
      listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Makes the server unreachable: connections are refused, and the open ones end. */
  void cut() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      target = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(Forwarder::close);
  }

  /** Sends new connections there; the open ones end. */
  void moveTo(int newTarget) {
    target = newTarget;
    open.forEach(Forwarder::close);
  }

  /**
   * Lets the server accept connections and receive what clients send, but keeps back its answers.
   */
  void freeze() {
    synchronized (thaw) {
      frozen = true;
    }
  }

  /** Sends on what was kept back. */
  void thaw() {
    synchronized (thaw) {
      frozen = false;
      thaw.notifyAll();
    }
  }

  private void awaitThaw() throws InterruptedException {
    synchronized (thaw) {
      while (frozen) {
        thaw.wait();
      }
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        connect(client);
      } catch (IOException e) {
        // The socket is closed, or the client has gone already.
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      open.add(client);
      open.add(server);
      daemon(() -> pump(client, server, false));
      daemon(() -> pump(server, client, true));
    } catch (IOException down) {
      close(client);
    }
  }

  private void pump(Socket from, Socket to, boolean mayFreeze) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (mayFreeze) {
          awaitThaw();
        }
        to.getOutputStream().write(buffer, 0, read);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // One of the two sockets has ended, so the other one is ended too.
    } finally {
      close(from);
      close(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "forwarder");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // The socket counts as closed.
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(Forwarder::close);
  }
}
