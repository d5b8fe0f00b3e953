package io.skuline.access;

import io.skuline.stack.process.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A server on 127.0.0.1 that performs a TLS handshake, or answers in plain text, and closes the
 * connection.
 */
final class OneServer implements AutoCloseable {

  private final ServerSocket listening;
  private final Thread thread = new Thread(this::serve, "one-server");

  private OneServer(ServerSocketFactory factory) throws IOException {
    listening = factory.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    thread.setDaemon(true);
    thread.start();
  }

  static OneServer withTls(ServerCertificate certificate)
      throws IOException, GeneralSecurityException {
    char[] password = ServerCertificate.PASSWORD.toCharArray();
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(KeyStore.getInstance(certificate.keyStore().toFile(), password), password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), null, null);
    return new OneServer(context.getServerSocketFactory());
  }

  static OneServer withoutTls() throws IOException {
    return new OneServer(ServerSocketFactory.getDefault());
  }

  String endpoint() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket client = listening.accept()) {
        if (client instanceof SSLSocket encrypted) {
          encrypted.setHandshakeApplicationProtocolSelector((socket, offered) -> "h2");
          encrypted.startHandshake();
          // Read until the client has sent its request.
          int ignored = encrypted.getInputStream().read();
        } else {
          byte[] refusal = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
          client.getOutputStream().write(refusal);
          client.getOutputStream().flush();
          int ignored = client.getInputStream().read();
        }
      } catch (IOException hungUp) {
        // Some of the tests expect this.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
