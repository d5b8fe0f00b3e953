package io.skuline;

import io.skuline.login.PasswordHash;
import io.skuline.settings.SettingsCheck;
import io.skuline.start.StartExitCode;
import io.skuline.start.StartFailure;
import io.skuline.start.Starting;
import io.skuline.wire.EventCodec;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The service's main class. */
@SpringBootApplication(proxyBeanMethods = false)
public class InventoryConsumer {

  private static final Logger log = LoggerFactory.getLogger(InventoryConsumer.class);

  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals(PasswordHash.COMMAND)) {
      hashPassword();
      return;
    }
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> log.error("Thread {} has ended", thread.getName(), e));
    SpringApplication application = new SpringApplication(InventoryConsumer.class);
    application.addInitializers(new SettingsCheck());
    Starting starting = Starting.begin();
    try {
      application.run(arguments);
    } catch (RuntimeException | Error e) {
      starting.over();
      // The failure is reported already. Threads of clients would keep the process alive.
      System.exit(StartFailure.of(e).exitCode().code());
    }
    starting.over();
  }

  private static void hashPassword() {
    try {
      PasswordHash.print(System.out);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(StartExitCode.SETTINGS.code());
    }
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  EventCodec eventCodec() {
    return new EventCodec();
  }
}
