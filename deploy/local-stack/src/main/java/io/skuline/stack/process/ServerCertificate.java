package io.skuline.stack.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A key and a self-signed certificate, as files of a folder. The certificate of this machine, for
 * {@code localhost} and 127.0.0.1, is made once and then kept. A server without a certificate would
 * make one at each start, which takes seconds.
 */
public record ServerCertificate(Path folder) {

  /** The password of the two stores. */
  public static final String PASSWORD = "only-for-tests";

  private static final String ALIAS = "server";

  public static ServerCertificate ofThisMachine() {
    return new ServerCertificate(
        Cache.entry("certificates", folder -> make(folder, ofLocalhost("RSA"))));
  }

  /** Creates a certificate for {@code localhost} and 127.0.0.1. */
  public static ServerCertificate ofLocalhost(Path folder) {
    return in(folder, ofLocalhost("EC").toArray(String[]::new));
  }

  /**
   * @param folder created if it is missing
   * @param options options of keytool, besides those that say where the key is stored
   */
  public static ServerCertificate in(Path folder, String... options) {
    try {
      make(Files.createDirectories(folder), List.of(options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ServerCertificate(folder);
  }

  /** Returns the key as a PEM file, PKCS 8. */
  public Path key() {
    return folder.resolve("key.pem");
  }

  /**
   * Returns the certificate as a PEM file. It can be trusted as a CA, because it is self-signed.
   */
  public Path certificate() {
    return folder.resolve("certificate.pem");
  }

  /** Returns a PKCS 12 store with the key. */
  public Path keyStore() {
    return folder.resolve("key.p12");
  }

  /** Returns a PKCS 12 store with only the certificate. */
  public Path trustStore() {
    return folder.resolve("trust.p12");
  }

  private static List<String> ofLocalhost(String algorithm) {
    return List.of("-keyalg", algorithm, "-ext", "san=dns:localhost,ip:127.0.0.1");
  }

  private static void make(Path folder, List<String> options) throws IOException {
    ServerCertificate made = new ServerCertificate(folder);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                made.keyStore().toString(),
                "-storepass",
                PASSWORD));
    if (!options.contains("-validity")) {
      command.addAll(List.of("-validity", "3650"));
    }
    command.addAll(options);
    Commands.output(command);
    char[] password = PASSWORD.toCharArray();
    try (OutputStream trust = Files.newOutputStream(made.trustStore())) {
      KeyStore keys = KeyStore.getInstance(made.keyStore().toFile(), password);
      byte[] key = keys.getKey(ALIAS, password).getEncoded();
      byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
      Files.writeString(made.key(), pem("PRIVATE KEY", key));
      Files.writeString(made.certificate(), pem("CERTIFICATE", certificate));
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", keys.getCertificate(ALIAS));
      trusted.store(trust, password);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read the key that was made", e);
    }
  }

  private static String pem(String kind, byte[] content) {
    var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(kind, encoder.encodeToString(content));
  }
}
