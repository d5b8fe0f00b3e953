package io.skuline.stack.rocketmq;

import java.nio.file.Path;
import org.apache.rocketmq.broker.BrokerStartup;

/** A second broker for a name server that runs elsewhere, and an endpoint to administer it. */
public final class BrokerServer {
  private BrokerServer() {}

  /**
   * Starts the broker.
   *
   * @param args the server's folder, with its configuration in {@code conf}; the addresses of name
   *     server and broker; the port of the {@link AdminEndpoint}
   */
  public static void main(String[] args) throws Exception {
    BrokerStartup.main(new String[] {"-c", Path.of(args[0], "conf", "broker.conf").toString()});
    new AdminEndpoint(new BrokerAdmin(args[1], args[2], true)).listen(Integer.parseInt(args[3]));
  }
}
