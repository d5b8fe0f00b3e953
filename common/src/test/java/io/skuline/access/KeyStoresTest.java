package io.skuline.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.skuline.stack.process.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyStoresTest {

  private static final Optional<String> RIGHT = Optional.of(ServerCertificate.PASSWORD);

  @TempDir private static Path folder;
  private static ServerCertificate certificate;

  @BeforeAll
  static void makeFiles() throws IOException {
    certificate = ServerCertificate.ofLocalhost(folder);
    Files.writeString(folder.resolve("text"), "nothing of the kind");
    Files.writeString(folder.resolve("empty"), "");
  }

  @Test
  void whomToTrustIsInOneOfThreeForms() throws Exception {
    assertThat(KeyStores.trusted(certificate.certificate(), Optional.empty()).size()).isOne();
    assertThat(KeyStores.trusted(certificate.trustStore(), RIGHT).size()).isOne();
  }

  @Test
  void aKeyIsInAStore() throws Exception {
    assertThat(KeyStores.key(certificate.keyStore(), RIGHT).size()).isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none            |                | there is no file",
        "trust.p12       |                | is not a PEM file, and a store needs its password",
        "trust.p12       | wrong          | the password is not that of the store",
        "text            |                | is not a PEM file, and a store needs its password",
        "text            | only-for-tests | is neither a PEM file nor a PKCS 12 or JKS store",
        "empty           | only-for-tests | is neither a PEM file nor a PKCS 12 or JKS store",
        "key.pem         |                | has no certificates in PEM form",
        "key.p12         | only-for-tests | has no certificate to trust",
      })
  void whatIsNoTrustStoreIsRefused(String name, String password, String why) {
    Path file = folder.resolve(name);
    assertRefused(() -> KeyStores.trusted(file, Optional.ofNullable(password)), file, why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none            |                | there is no file",
        "key.pem         |                | is a PEM file, and a PKCS 12 or JKS store is expected",
        "key.p12         |                | and a store needs its password",
        "key.p12         | wrong          | the password is not that of the store",
        "trust.p12       | only-for-tests | has no key",
      })
  void whatIsNoKeyStoreIsRefused(String name, String password, String why) {
    Path file = folder.resolve(name);
    assertRefused(() -> KeyStores.key(file, Optional.ofNullable(password)), file, why);
  }

  private static void assertRefused(ThrowingCallable step, Path file, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(step)
        .withMessageContaining(why)
        .withMessageContaining(file.toString());
  }
}
