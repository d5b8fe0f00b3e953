package io.skuline.access;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Inspects endpoints with connections of its own that carry only a TLS handshake. */
final class TlsLook {

  private static final int TIMEOUT_MILLIS = 2_000;

  /** The port that a RocketMQ client assumes. */
  private static final int DEFAULT_PORT = 80;

  private static final int MAX_CAUSES = 20;

  private record Endpoint(String host, int port) {

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  private final List<Endpoint> endpoints = new ArrayList<>();

  /**
   * @param endpoints the addresses as RocketMQ's client takes them. Addresses that the client would
   *     refuse are skipped here.
   */
  TlsLook(String endpoints) {
    for (String each : endpoints.split(";", -1)) {
      String address = each.strip().replaceFirst("^https?://", "");
      int colon = address.lastIndexOf(':');
      try {
        int port = colon < 0 ? DEFAULT_PORT : Integer.parseInt(address.substring(colon + 1));
        String host = colon < 0 ? address : address.substring(0, colon);
        this.endpoints.add(new Endpoint(host.replaceAll("^\\[|\\]$", ""), port));
      } catch (NumberFormatException whatever) {
        // The client reports what is wrong with it.
      }
    }
  }

  /**
   * Checks the certificates of all endpoints that answer.
   *
   * @throws UntrustedException if an endpoint that answers shows another certificate, or none
   */
  void requireTrusted(Path caFile) {
    SSLContext trusting = context(caFile);
    for (Endpoint endpoint : endpoints) {
      try {
        shake(trusting, endpoint, true);
      } catch (SSLException e) {
        throw new UntrustedException(
            "the certificate of RocketMQ at %s %s".formatted(endpoint, flaw(e, endpoint, caFile)),
            e);
      } catch (IOException | IllegalArgumentException absent) {
        // The endpoint does not answer at all, which the client reports better.
      }
    }
  }

  /** Returns whether an endpoint that answers speaks TLS, whoever has signed its certificate. */
  Optional<Boolean> speaksTls() {
    for (Endpoint endpoint : endpoints) {
      try {
        shake(SSLContext.getDefault(), endpoint, false);
        return Optional.of(true);
      } catch (SSLException e) {
        return Optional.of(isAboutTheCertificate(e));
      } catch (IOException | GeneralSecurityException | IllegalArgumentException absent) {
        // Perhaps another endpoint speaks TLS.
      }
    }
    return Optional.empty();
  }

  private static void shake(SSLContext context, Endpoint endpoint, boolean named)
      throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), TIMEOUT_MILLIS);
      plain.setSoTimeout(TIMEOUT_MILLIS);
      try (SSLSocket socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, endpoint.host(), endpoint.port(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        // A gRPC server closes the connection of a client that does not send this.
        parameters.setApplicationProtocols(new String[] {"h2"});
        if (named) {
          parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (named) {
          requireValid(socket);
        }
      }
    }
  }

  /**
   * Checks the dates of the certificate. Java does not check them for a certificate that is itself
   * in the trust store.
   */
  private static void requireValid(SSLSocket socket) throws SSLException {
    try {
      if (socket.getSession().getPeerCertificates()[0] instanceof X509Certificate shown) {
        shown.checkValidity();
      }
    } catch (CertificateException e) {
      throw new SSLException("not at this time", e);
    }
  }

  private static String flaw(SSLException failure, Endpoint endpoint, Path caFile) {
    if (!isAboutTheCertificate(failure)) {
      return "cannot be checked: no TLS is spoken there";
    }
    if (causes(failure).anyMatch(CertificateExpiredException.class::isInstance)) {
      return "has expired";
    }
    if (causes(failure).anyMatch(CertificateNotYetValidException.class::isInstance)) {
      return "is not valid yet";
    }
    try {
      shake(context(caFile), endpoint, false);
      return "is not for the name " + endpoint.host();
    } catch (IOException e) {
      return "is not signed by any of " + caFile;
    }
  }

  private static boolean isAboutTheCertificate(SSLException failure) {
    return causes(failure).anyMatch(CertificateException.class::isInstance);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause).limit(MAX_CAUSES);
  }

  private static SSLContext context(Path caFile) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(KeyStores.trustedOfPem(caFile));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the file " + caFile + " cannot be used for TLS", e);
    }
  }
}
