package io.skuline.stack.rocketmq;

import java.nio.file.Path;
import org.apache.rocketmq.broker.BrokerStartup;
import org.apache.rocketmq.namesrv.NamesrvStartup;
import org.apache.rocketmq.proxy.ProxyStartup;

/** Name server, broker and proxy in this JVM, and an endpoint to administer them. */
public final class RocketMqServer {
  private RocketMqServer() {}

  /**
   * @param args the server's folder, with its configuration in {@code conf}; the addresses of name
   *     server and broker; the port of the {@link AdminEndpoint}; LOCAL for a proxy of this broker
   *     alone, CLUSTER for one of all brokers that the name server knows
   */
  public static void main(String[] args) throws Exception {
    Path conf = Path.of(args[0], "conf");
    String nameServer = args[1];
    String broker = args[2];
    int adminPort = Integer.parseInt(args[3]);
    String proxyMode = args[4];
    NamesrvStartup.main(new String[] {"-c", conf.resolve("namesrv.conf").toString()});
    String brokerConf = conf.resolve("broker.conf").toString();
    String proxyConf = conf.resolve("rmq-proxy.json").toString();
    var admin = new BrokerAdmin(nameServer, broker, true);
    if (proxyMode.equals("CLUSTER")) {
      BrokerStartup.main(new String[] {"-c", brokerConf});
      // It ends at once if the name server does not know the broker yet.
      admin.awaitReady();
      ProxyStartup.main(new String[] {"-pc", proxyConf, "-pm", proxyMode});
    } else {
      ProxyStartup.main(new String[] {"-pc", proxyConf, "-bc", brokerConf, "-pm", proxyMode});
    }
    ClassDataArchive.writeIfWanted();
    new AdminEndpoint(admin).listen(adminPort);
  }
}
