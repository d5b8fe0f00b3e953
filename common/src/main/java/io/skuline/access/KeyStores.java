package io.skuline.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;

/**
 * Reads files of certificates and keys. An {@link IllegalArgumentException} names the file and the
 * problem, and shows nothing of the content.
 */
public final class KeyStores {

  private static final String PEM = "-----BEGIN ";

  private KeyStores() {}

  /** Returns the certificates of a PEM file. */
  public static KeyStore trustedOfPem(Path file) {
    requireFile(file);
    Collection<? extends Certificate> certificates = certificates(file);
    if (certificates.isEmpty()) {
      throw noPem(file, null);
    }
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate each : certificates) {
        store.setCertificateEntry("ca-" + store.size(), each);
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a key store in memory cannot be made", e);
    }
  }

  /**
   * Returns the certificates of a PEM file, or of a PKCS 12 or JKS store.
   *
   * @param password the password of the store; a PEM file has none
   */
  public static KeyStore trusted(Path file, Optional<String> password) {
    requireFile(file);
    return isPem(file) ? trustedOfPem(file) : trustedOfStore(file, password);
  }

  /** Returns the certificates of a PKCS 12 or JKS store. */
  public static KeyStore trustedOfStore(Path file, Optional<String> password) {
    KeyStore store = store(file, password);
    if (!has(store, false)) {
      throw new IllegalArgumentException(
          "the store %s has no certificate to trust: import one, not only a key".formatted(file));
    }
    return store;
  }

  /** Returns the key of a PKCS 12 or JKS store, with its certificate. */
  public static KeyStore key(Path file, Optional<String> password) {
    KeyStore store = store(file, password);
    if (!has(store, true)) {
      throw new IllegalArgumentException("the store %s has no key".formatted(file));
    }
    return store;
  }

  private static KeyStore store(Path file, Optional<String> password) {
    requireFile(file);
    if (isPem(file)) {
      throw new IllegalArgumentException(
          "%s is a PEM file, and a PKCS 12 or JKS store is expected".formatted(file));
    }
    if (password.isEmpty()) {
      throw new IllegalArgumentException(
          "%s is not a PEM file, and a store needs its password".formatted(file));
    }
    try {
      return KeyStore.getInstance(file.toFile(), password.get().toCharArray());
    } catch (KeyStoreException e) {
      throw new IllegalArgumentException(
          "%s is neither a PEM file nor a PKCS 12 or JKS store".formatted(file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          e.getCause() instanceof UnrecoverableKeyException
              ? "the password is not that of the store " + file
              : "the store " + file + " cannot be read",
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the store " + file + " cannot be read", e);
    }
  }

  private static boolean has(KeyStore store, boolean key) {
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (key ? store.isKeyEntry(alias) : store.isCertificateEntry(alias)) {
          return true;
        }
      }
      return false;
    } catch (KeyStoreException e) {
      throw new IllegalStateException("a key store that was loaded cannot be read", e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    try (var in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (CertificateException e) {
      throw noPem(file, e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the file " + file + " cannot be read", e);
    }
  }

  private static boolean isPem(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(64 * 1024), StandardCharsets.ISO_8859_1).contains(PEM);
    } catch (IOException e) {
      throw new IllegalArgumentException("the file " + file + " cannot be read", e);
    }
  }

  private static void requireFile(Path file) {
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("there is no file " + file);
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a folder, not a file");
    }
  }

  private static IllegalArgumentException noPem(Path file, Throwable cause) {
    return new IllegalArgumentException(
        ("the file %s has no certificates in PEM form, which begin with"
                + " -----BEGIN CERTIFICATE-----")
            .formatted(file),
        cause);
  }
}
