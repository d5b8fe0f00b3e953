package io.skuline.stack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * A key and a certificate for {@code localhost} and 127.0.0.1, signed by itself, which are made
 * once for a machine and then kept. A server that has none makes one at each start, which takes
 * seconds.
 *
 * @param key a PEM file, PKCS 8
 * @param certificate a PEM file
 */
record ServerCertificate(Path key, Path certificate) {
  private static final String ALIAS = "server";

  static ServerCertificate ofThisMachine() {
    Path folder = Cache.entry("certificate", ServerCertificate::make);
    return in(folder);
  }

  private static ServerCertificate in(Path folder) {
    return new ServerCertificate(folder.resolve("key.pem"), folder.resolve("certificate.pem"));
  }

  private static void make(Path folder) throws IOException {
    Path store = folder.resolve("store.p12");
    String password = UUID.randomUUID().toString();
    Commands.output(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-validity",
            "3650",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            password));
    try {
      KeyStore keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
      ServerCertificate made = in(folder);
      byte[] key = keys.getKey(ALIAS, password.toCharArray()).getEncoded();
      byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
      Files.writeString(made.key(), pem("PRIVATE KEY", key));
      Files.writeString(made.certificate(), pem("CERTIFICATE", certificate));
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read the key that was made", e);
    } finally {
      Files.deleteIfExists(store);
    }
  }

  private static String pem(String kind, byte[] content) {
    var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(kind, encoder.encodeToString(content));
  }
}
