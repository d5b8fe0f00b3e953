package io.skuline.setup;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A server that answers each request in the same way, whatever it is. */
final class OneAnswer implements AutoCloseable {
  private final ServerSocket server;
  private final byte[] answer;

  private OneAnswer(byte[] answer) throws IOException {
    this.answer = answer;
    this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    var thread = new Thread(this::serve, "one-answer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts a server with an answer in RocketMQ's protocol. */
  static OneAnswer of(int code, String remark, String body) throws IOException {
    byte[] header =
        """
        {"code":%d,"flag":1,"opaque":1,"remark":"%s"}"""
            .formatted(code, remark)
            .getBytes(StandardCharsets.UTF_8);
    byte[] text = body.getBytes(StandardCharsets.UTF_8);
    return new OneAnswer(
        ByteBuffer.allocate(8 + header.length + text.length)
            .putInt(4 + header.length + text.length)
            .putInt(header.length)
            .put(header)
            .put(text)
            .array());
  }

  /** Starts a server that speaks something else. */
  static OneAnswer ofText(String text) throws IOException {
    return new OneAnswer(text.getBytes(StandardCharsets.UTF_8));
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (var client = server.accept()) {
        var in = new DataInputStream(client.getInputStream());
        in.readNBytes(in.readInt());
        new DataOutputStream(client.getOutputStream()).write(answer);
      } catch (IOException e) {
        // The client is gone, or the server is closed.
      }
    }
  }
}
