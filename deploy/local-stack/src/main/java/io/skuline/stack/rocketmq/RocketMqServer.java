package io.skuline.stack.rocketmq;

import java.nio.file.Path;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.broker.BrokerStartup;
import org.apache.rocketmq.namesrv.NamesrvStartup;
import org.apache.rocketmq.proxy.ProxyStartup;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.common.TlsMode;
import org.apache.rocketmq.remoting.netty.TlsSystemConfig;

/** Name server, broker and proxy in this JVM, and an endpoint to administer them. */
public final class RocketMqServer {
  private RocketMqServer() {}

  /**
   * Starts the servers.
   *
   * @param args the server's folder, with its configuration in {@code conf}; the addresses of name
   *     server and broker; the port of the {@link AdminEndpoint}; LOCAL for a proxy of this broker
   *     alone, CLUSTER for a proxy of all brokers that the name server knows; and, if there are
   *     users, the access key and the secret key of the user with all rights. With users, clients
   *     must speak TLS, too.
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
    boolean closed = args.length > 5;
    RPCHook signing =
        closed ? new AclClientRPCHook(new SessionCredentials(args[5], args[6])) : null;
    var admin = new BrokerAdmin(nameServer, broker, true, signing);
    if (proxyMode.equals("CLUSTER")) {
      BrokerStartup.main(new String[] {"-c", brokerConf});
      // The proxy ends at once if the name server does not know the broker yet.
      admin.awaitReady();
      ProxyStartup.main(new String[] {"-pc", proxyConf, "-pm", proxyMode});
    } else {
      ProxyStartup.main(new String[] {"-pc", proxyConf, "-bc", brokerConf, "-pm", proxyMode});
    }
    ClassDataArchive.writeIfWanted();
    if (closed) {
      // The proxy reads this for each connection. Servers of the older protocol, which is spoken
      // only inside of this process, have read it when they started.
      TlsSystemConfig.tlsMode = TlsMode.ENFORCING;
    }
    new AdminEndpoint(admin).listen(adminPort);
  }
}
