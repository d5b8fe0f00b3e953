package io.skuline.setup;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A connection to a name server or a broker, with RocketMQ's older protocol: the length of the
 * frame, the length of the header, the header in JSON, the body.
 */
final class RemotingConnection implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Longer than the tables of any broker; more is no answer of RocketMQ. */
  private static final int MAX_FRAME = 64 << 20;

  /** Name server and broker adapt their answers to the version of the asking client. */
  private static final int VERSION_5 = 413;

  private final String address;
  private final RemotingAccess access;
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private int requests;

  private RemotingConnection(String address, RemotingAccess access, Socket socket)
      throws IOException {
    this.address = address;
    this.access = access;
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    this.out = new DataOutputStream(socket.getOutputStream());
  }

  /**
   * Connects.
   *
   * @param address {@code host:port}
   * @throws SetupException if nobody answers
   */
  static RemotingConnection open(String address, RemotingAccess access) {
    HostAndPort at = HostAndPort.parse(address);
    Socket socket = null;
    try {
      socket = access.sockets().createSocket();
      if (socket instanceof SSLSocket tls) {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
      }
      int timeout = Math.toIntExact(TIMEOUT.toMillis());
      socket.connect(new InetSocketAddress(at.host(), at.port()), timeout);
      socket.setSoTimeout(timeout);
      return new RemotingConnection(address, access, socket);
    } catch (IOException e) {
      closeQuietly(socket);
      throw silent(address, e);
    }
  }

  /**
   * Sends a request and returns the answer, whether it is a success or not.
   *
   * @throws SetupException if there is no answer
   */
  RemotingAnswer ask(int code, Map<String, String> fields, byte[] body) {
    try {
      int request = ++requests;
      byte[] header = header(code, request, signed(fields, body));
      out.writeInt(4 + header.length + body.length);
      out.writeInt(header.length);
      out.write(header);
      out.write(body);
      out.flush();
      while (true) {
        RemotingAnswer answer = read();
        if (answer.answers(request)) {
          return answer;
        }
      }
    } catch (IOException | JacksonException e) {
      throw silent(address, e);
    }
  }

  @Override
  public void close() {
    closeQuietly(socket);
  }

  private Map<String, String> signed(Map<String, String> fields, byte[] body) {
    return access.signer().map(signer -> signer.signed(fields, body)).orElse(fields);
  }

  private static byte[] header(int code, int request, Map<String, String> fields) {
    ObjectNode header = RemotingJson.object();
    header.put("code", code);
    header.put("language", "JAVA");
    header.put("version", VERSION_5);
    header.put("opaque", request);
    header.put("flag", 0);
    header.put("serializeTypeCurrentRPC", "JSON");
    ObjectNode all = header.putObject("extFields");
    fields.forEach(all::put);
    return header.toString().getBytes(StandardCharsets.UTF_8);
  }

  private RemotingAnswer read() throws IOException {
    int length = in.readInt();
    int mark = in.readInt();
    int headerLength = mark & 0xFFFFFF;
    if (length < 4 || length > MAX_FRAME || mark >>> 24 != 0 || headerLength > length - 4) {
      throw new IOException("the answer is not in RocketMQ's protocol");
    }
    JsonNode header = RemotingJson.read(text(headerLength));
    return new RemotingAnswer(header, text(length - 4 - headerLength));
  }

  private String text(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended within an answer");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static SetupException silent(String address, Exception e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return SetupException.unreachable(
        "RocketMQ does not answer at %s: %s".formatted(address, why), e);
  }

  private static void closeQuietly(Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // It is not needed any more.
    }
  }
}
