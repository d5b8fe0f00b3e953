package io.skuline.stack.process;

import io.skuline.stack.StackAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Asks a server on 127.0.0.1, in its own protocol, whether it serves. An accepted connection proves
 * little, because the port of a container accepts before anything listens inside. Each call tries
 * once, for some seconds at most.
 */
public final class Probes {
  private static final int TIMEOUT_MILLIS = 1_000;

  private static final byte[] REDIS_PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] REDIS_REPLICATION =
      "INFO replication\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII);

  /**
   * The preface of a connection and an empty SETTINGS frame, to which a server answers with its own
   * frame.
   */
  private static final byte[] HTTP_2_PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);

  private Probes() {}

  public static boolean redis(int port) {
    // While Redis loads its file after a restart, it answers -LOADING instead.
    return firstByte(port, REDIS_PING) == '+';
  }

  /** Returns whether a Sentinel listens. It loads nothing, and may require a password first. */
  static boolean sentinel(int port) {
    return firstByte(port, REDIS_PING) >= 0;
  }

  /** Returns whether a replica has everything that its master had. */
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

  /** Returns whether a gRPC server answers. */
  public static boolean grpc(int port) {
    return firstByte(port, HTTP_2_PREFACE) >= 0;
  }

  /** Returns whether a server speaks TLS with this certificate, and h2 in it if asked. */
  static boolean tls(int port, ServerCertificate certificate) {
    try (SSLSocket socket = encrypted(port, certificate)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Returns whether a Redis answers that requires TLS and a user. */
  static boolean redis(int port, StackAccess access) {
    String request = "AUTH %s %s\r\nPING\r\n".formatted(access.user(), access.password());
    try (SSLSocket socket = encrypted(port, access.certificate())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answers =
          new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return answers.equals("+OK\r\n+PONG\r\n");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static SSLSocket encrypted(int port, ServerCertificate certificate) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            trusting(certificate)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  private static SSLContext trusting(ServerCertificate certificate) throws IOException {
    char[] password = ServerCertificate.PASSWORD.toCharArray();
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(KeyStore.getInstance(certificate.trustStore().toFile(), password));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
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
