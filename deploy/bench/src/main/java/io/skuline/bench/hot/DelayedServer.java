package io.skuline.bench.hot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * An address at which a server answers later. Every request is passed on after the delay, while
 * others follow it: so a call takes longer, and no processor works more.
 */
final class DelayedServer implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile long delayNanos;

  /**
   * @param target the port of the server on this machine
   */
  DelayedServer(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  void delay(double millis) {
    delayNanos = Math.round(millis * 1e6);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        connect(listening.accept());
      } catch (IOException e) {
        // The socket is closed, or the client has gone already.
      }
    }
  }

  @SuppressWarnings("AddressSelection") // There is one loopback address.
  private void connect(Socket client) throws IOException {
    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    open.add(client);
    open.add(server);
    BlockingQueue<Piece> underWay = new LinkedBlockingQueue<>();
    daemon(() -> ending(client, server, () -> receive(client, underWay)));
    daemon(() -> ending(client, server, () -> send(underWay, server)));
    daemon(
        () ->
            ending(
                client,
                server,
                () -> server.getInputStream().transferTo(client.getOutputStream())));
  }

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares pieces.
  private record Piece(byte[] bytes, long due) {}

  private void receive(Socket client, BlockingQueue<Piece> underWay) throws IOException {
    byte[] buffer = new byte[BUFFER];
    InputStream in = client.getInputStream();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      byte[] bytes = new byte[read];
      System.arraycopy(buffer, 0, bytes, 0, read);
      underWay.add(new Piece(bytes, System.nanoTime() + delayNanos));
    }
  }

  private static void send(BlockingQueue<Piece> underWay, Socket server)
      throws IOException, InterruptedException {
    while (!server.isClosed()) {
      Piece piece = underWay.take();
      for (long left = piece.due() - System.nanoTime();
          left > 0;
          left = piece.due() - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      server.getOutputStream().write(piece.bytes());
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void ending(Socket client, Socket server, Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // One of the two sockets has ended, so the other one is ended too.
    } finally {
      end(client);
      end(server);
    }
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // The socket counts as closed.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "delayed-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(this::end);
  }
}
