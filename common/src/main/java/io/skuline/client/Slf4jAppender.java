package io.skuline.client;

import org.apache.rocketmq.shaded.ch.qos.logback.classic.spi.ILoggingEvent;
import org.apache.rocketmq.shaded.ch.qos.logback.classic.spi.ThrowableProxy;
import org.apache.rocketmq.shaded.ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Hands each line of the RocketMQ client to the logger of the same name. */
final class Slf4jAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

  @Override
  protected void append(ILoggingEvent event) {
    var line =
        LoggerFactory.getLogger(event.getLoggerName())
            .atLevel(Level.valueOf(event.getLevel().toString()));
    if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
      line = line.setCause(proxy.getThrowable());
    }
    line.log(event.getMessage(), event.getArgumentArray());
  }
}
