package io.skuline.stack.rocketmq;

import java.nio.file.Path;
import org.apache.rocketmq.namesrv.NamesrvStartup;
import org.apache.rocketmq.proxy.ProxyStartup;

/** Name server, broker and proxy in this JVM, and an endpoint to administer them. */
public final class RocketMqServer {
  private RocketMqServer() {}

  /**
   * @param args the server's folder, with its configuration in {@code conf}; the addresses of name
   *     server and broker; the port of the {@link AdminEndpoint}
   */
  public static void main(String[] args) throws Exception {
    Path conf = Path.of(args[0], "conf");
    String nameServer = args[1];
    String broker = args[2];
    int adminPort = Integer.parseInt(args[3]);
    NamesrvStartup.main(new String[] {"-c", conf.resolve("namesrv.conf").toString()});
    ProxyStartup.main(
        new String[] {
          "-pc", conf.resolve("rmq-proxy.json").toString(),
          "-bc", conf.resolve("broker.conf").toString(),
          "-pm", "LOCAL"
        });
    new AdminEndpoint(new BrokerAdmin(nameServer, broker)).listen(adminPort);
  }
}
