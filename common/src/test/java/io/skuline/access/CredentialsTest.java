package io.skuline.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {

  @TempDir private Path folder;

  @Test
  void aFileIsReadAsItIs() throws IOException {
    Credentials read =
        Credentials.read(
            file("\uFEFF# of the shop\r\n\r\n access-key = shop\r\nsecret-key=a=b\\n c#\r\n"));

    assertThat(read).isEqualTo(Credentials.of("shop", "a=b\\n c#"));
  }

  @Test
  void aSessionTokenIsReadToo() throws IOException {
    Credentials read =
        Credentials.read(file("secret-key=s3cret\nsession-token=t0ken\naccess-key=shop"));

    assertThat(read).isEqualTo(Credentials.of("shop", "s3cret").withSessionToken("t0ken"));
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(Credentials.of("shop", "s3cret").withSessionToken("t0ken"))
        .hasToString("access key shop");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# nothing                                 | has no access-key: write a line access-key=...",
        "access-key=shop                           | has no secret-key: write a line secret-key=...",
        "access-key=shop~secret-key=               | has no secret-key: write a line secret-key=...",
        "accessKey=shop~secret-key=s3cret          | line 1 does not begin with access-key=,",
        "access-key=shop~s3cret                    | line 2 does not begin with access-key=,",
        "access-key=shop~#~access-key=s3cret       | line 3 gives access-key again",
        "{access-key:s3cret}                       | line 1 does not begin with access-key=,",
      })
  void whatIsWrongIsSaidWithoutWhatIsInTheFile(String text, String why) throws IOException {
    Path file = file(text.replace('~', '\n'));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Credentials.read(file))
        .withMessageContaining(file.toString())
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
  }

  @Test
  void aFileMustBeThereAndBeText() throws IOException {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {'a', (byte) 0xC3, '('});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Credentials.read(folder.resolve("none")))
        .withMessage("there is no file of credentials " + folder.resolve("none"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Credentials.read(folder))
        .withMessage("the file of credentials " + folder + " cannot be read");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Credentials.read(binary))
        .withMessage("the file of credentials " + binary + " is not UTF-8");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Credentials.of(" ", "s3cret"))
        .withMessage("the access key is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Credentials.of("shop", null))
        .withMessage("the secret key is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Credentials.of("shop", "s3cret").withSessionToken(""))
        .withMessage("the session token is missing");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("credentials"), text, StandardCharsets.UTF_8);
  }
}
