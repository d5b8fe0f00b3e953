package io.skuline.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Asks a server on 127.0.0.1 whether it serves, in its own protocol: that a connection is accepted
 * says little, since a container's port accepts before anything listens inside. One try each, at
 * most some seconds.
 */
public final class Probes {
  private static final int TIMEOUT_MILLIS = 1_000;

  private static final byte[] REDIS_PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] REDIS_REPLICATION =
      "INFO replication\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII);

  /**
   * The preface of a connection and an empty SETTINGS frame, to which a server answers with its
   * own.
   */
  private static final byte[] HTTP_2_PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);

  private Probes() {}

  public static boolean redis(int port) {
    // While it loads its file after a restart, it answers -LOADING instead.
    return firstByte(port, REDIS_PING) == '+';
  }

  /** Whether it has everything that its master had. */
  public static boolean redisReplica(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(REDIS_REPLICATION);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.contains("master_link_status:up");
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Any gRPC server. */
  public static boolean grpc(int port) {
    return firstByte(port, HTTP_2_PREFACE) >= 0;
  }

  public static boolean database(JdbcAccess access) {
    String url = access.url("") + "&connectTimeout=1000&socketTimeout=1000";
    try (var connection = DriverManager.getConnection(url, access.user(), access.password())) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private static int firstByte(int port, byte[] request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request);
      return socket.getInputStream().read();
    } catch (IOException notYet) {
      return -1;
    }
  }
}
