package io.skuline.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/** Makes the text of which {@code skuline.console.users} wants one for each password. */
public final class PasswordHash {

  /** The argument of the service that asks for this. */
  public static final String COMMAND = "hash-password";

  private PasswordHash() {}

  /** Reads a password, from the terminal if there is one, and prints its hash. */
  @SuppressWarnings("SystemConsoleNull") // until Java 21, null means that there is no terminal
  public static void print(PrintStream out) throws IOException {
    Console terminal = System.console();
    String password =
        terminal != null
            ? String.valueOf(terminal.readPassword("Password: "))
            : new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
    if (password == null || password.isBlank()) {
      throw new IOException("There is no password to hash");
    }
    out.println(of(password));
  }

  /** Returns the hash of a password; it is another one every time. */
  public static String of(String password) {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(password);
  }
}
