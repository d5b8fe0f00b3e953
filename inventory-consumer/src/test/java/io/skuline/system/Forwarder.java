package io.skuline.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One address for a server that may move, like a virtual IP or a DNS name. */
final class Forwarder implements AutoCloseable {

  /** Sees everything before it is sent on. Each connection has one thread for each direction. */
  interface Observer {

    /**
     * @param connection the same object for both directions of a connection
     * @throws IOException if the connection is to end instead, with nothing of this sent on
     */
    void request(Object connection, byte[] bytes, int length) throws IOException;

    /**
     * @param connection the same object for both directions of a connection
     * @throws IOException if the connection is to end instead, with nothing of this sent on
     */
    void answer(Object connection, byte[] bytes, int length) throws IOException;
  }

  private interface Sight {
    void passes(byte[] bytes, int length) throws IOException;
  }

  private final ServerSocket listening;
  private final @Nullable Observer observer;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Object thaw = new Object();
  private volatile int target;
  private boolean frozen;

  Forwarder(int target) {
    this(target, null);
  }

  Forwarder(int target, @Nullable Observer observer) {
    this.target = target;
    this.observer = observer;
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

  private void awaitThaw() throws IOException {
    synchronized (thaw) {
      while (frozen) {
        try {
          thaw.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("interrupted while frozen");
        }
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
      daemon(() -> pump(client, server, (bytes, length) -> request(client, bytes, length)));
      daemon(() -> pump(server, client, (bytes, length) -> answer(client, bytes, length)));
    } catch (IOException down) {
      close(client);
    }
  }

  private void request(Object connection, byte[] bytes, int length) throws IOException {
    if (observer != null) {
      observer.request(connection, bytes, length);
    }
  }

  private void answer(Object connection, byte[] bytes, int length) throws IOException {
    awaitThaw();
    if (observer != null) {
      observer.answer(connection, bytes, length);
    }
  }

  private void pump(Socket from, Socket to, Sight sight) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sight.passes(buffer, read);
        to.getOutputStream().write(buffer, 0, read);
      }
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
