package io.skuline.client;

import org.apache.rocketmq.shaded.ch.qos.logback.classic.Level;
import org.apache.rocketmq.shaded.ch.qos.logback.classic.LoggerContext;
import org.apache.rocketmq.shaded.ch.qos.logback.classic.spi.Configurator;
import org.apache.rocketmq.shaded.ch.qos.logback.core.spi.ContextAwareBase;
import org.apache.rocketmq.shaded.org.slf4j.Logger;

/**
 * Sends the log of the RocketMQ client to the application's own SLF4J.
 *
 * <p>The client contains a Logback of its own, which would write {@code
 * ~/logs/rocketmq/rocketmq-client.log}. That Logback looks for a configurator among the services on
 * the class path before it reads its file, and finds this one. To get the file back, set the system
 * property {@value #CONFIGURATION_FILE} (to {@code rocketmq.logback.xml} for the client's own).
 */
public final class ClientLogging extends ContextAwareBase implements Configurator {

  static final String CONFIGURATION_FILE = "rocketmq.logback.configurationFile";

  /** Creates a configurator, for the service loader. */
  public ClientLogging() {}

  @Override
  public ExecutionStatus configure(LoggerContext logging) {
    if (System.getProperty(CONFIGURATION_FILE) != null) {
      return ExecutionStatus.NEUTRAL;
    }
    Slf4jAppender appender = new Slf4jAppender();
    appender.setContext(logging);
    appender.setName("slf4j");
    appender.start();
    var root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
