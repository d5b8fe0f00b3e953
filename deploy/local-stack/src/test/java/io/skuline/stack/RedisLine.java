package io.skuline.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One inline command to Redis, one line or string back: all that these tests need of a client. */
final class RedisLine {
  private RedisLine() {}

  static String ask(int port, String command) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      String line = in.readLine();
      if (line == null) {
        throw new IOException("closed"); // what a container's port does when nobody is behind it
      }
      return line.startsWith("$") ? in.readLine() : line;
    }
  }
}
