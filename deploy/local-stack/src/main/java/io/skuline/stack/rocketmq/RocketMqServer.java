package io.skuline.stack.rocketmq;

import java.nio.file.Path;
import org.apache.rocketmq.namesrv.NamesrvStartup;
import org.apache.rocketmq.proxy.ProxyStartup;

/** Name server, broker and proxy in this JVM, and an endpoint to administer them. */
public final class RocketMqServer {
  private RocketMqServer() {}

  /**
   * @param args the server's folder, with its configuration in {@code conf}; the broker's port; the
   *     port of the {@link AdminEndpoint}
   */
  public static void main(String[] args) throws Exception {
    Path conf = Path.of(args[0], "conf");
    int brokerPort = Integer.parseInt(args[1]);
    int adminPort = Integer.parseInt(args[2]);
    NamesrvStartup.main(new String[] {"-c", conf.resolve("namesrv.conf").toString()});
    ProxyStartup.main(
        new String[] {
          "-pc", conf.resolve("rmq-proxy.json").toString(),
          "-bc", conf.resolve("broker.conf").toString(),
          "-pm", "LOCAL"
        });
    new AdminEndpoint(new BrokerAdmin("127.0.0.1:" + brokerPort)).listen(adminPort);
  }
}
