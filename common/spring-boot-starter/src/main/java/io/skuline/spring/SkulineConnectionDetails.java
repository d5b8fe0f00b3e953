package io.skuline.spring;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/** Where RocketMQ's proxy is: from the settings, or from a container that the application uses. */
@FunctionalInterface
public interface SkulineConnectionDetails extends ConnectionDetails {

  /** The port on which a proxy listens by default. */
  int PROXY_PORT = 8081;

  /** Returns {@code host:port} of the proxy; several are separated by semicolons. */
  String endpoints();
}
