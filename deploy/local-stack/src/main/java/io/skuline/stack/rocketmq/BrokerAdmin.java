package io.skuline.stack.rocketmq;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.constant.PermName;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.tools.admin.DefaultMQAdminExt;

/**
 * Deletes topics and groups at one broker, and creates users. It connects to the broker directly,
 * because the name server learns of a broker only some seconds after its start.
 */
final class BrokerAdmin {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final String nameServer;
  private final String broker;
  private final boolean byAddress;
  private final DefaultMQAdminExt admin;

  /**
   * Connects to a broker without users.
   *
   * @param byAddress whether the name server knows the broker by the same address; a broker in a
   *     container has another address inside
   */
  BrokerAdmin(String nameServer, String broker, boolean byAddress) throws MQClientException {
    this(nameServer, broker, byAddress, null);
  }

  /**
   * Connects to a broker.
   *
   * @param signing signs requests, for a broker with users; or null
   */
  BrokerAdmin(String nameServer, String broker, boolean byAddress, RPCHook signing)
      throws MQClientException {
    admin = new DefaultMQAdminExt(signing, 10_000);
    this.nameServer = nameServer;
    this.broker = broker;
    this.byAddress = byAddress;
    admin.setNamesrvAddr(nameServer);
    admin.setAdminExtGroup("skuline-local-stack");
    admin.start();
  }

  void deleteTopic(String name) throws Exception {
    admin.deleteTopicInBroker(Set.of(broker), name);
    admin.deleteTopicInNameServer(Set.of(nameServer), name);
  }

  void deleteGroup(String name) throws Exception {
    admin.deleteSubscriptionGroup(broker, name, true);
  }

  void createUser(String name, String password) throws Exception {
    admin.createUser(broker, name, password, "Normal");
  }

  /** Adds rights to those that the user has already, from any address. */
  void grant(String user, String resource, String actions) throws Exception {
    admin.createAcl(
        broker,
        "User:" + user,
        List.of(resource),
        List.of(actions.split(",", -1)),
        List.of(),
        "Allow");
  }

  /**
   * Throws an exception unless the broker answers and the name server knows it.
   *
   * <p>A broker registers with its name server when it starts. Often it finds no connection yet,
   * and tries again only after ten seconds. Setting its permission, to the value that it has
   * anyway, makes it register at once.
   */
  void check() throws Exception {
    admin.fetchBrokerRuntimeStats(broker);
    if (unknownToNameServer()) {
      admin.updateBrokerConfig(broker, readAndWrite());
      if (unknownToNameServer()) {
        throw new IllegalStateException("the name server does not know " + broker + " yet");
      }
    }
  }

  /** Waits until {@link #check()} throws no exception any more. */
  void awaitReady() throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        check();
        return;
      } catch (Exception notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }

  private boolean unknownToNameServer() throws Exception {
    return admin.examineBrokerClusterInfo().getBrokerAddrTable().values().stream()
        .noneMatch(each -> !byAddress || each.getBrokerAddrs().containsValue(broker));
  }

  private static Properties readAndWrite() {
    var properties = new Properties();
    properties.setProperty(
        "brokerPermission", String.valueOf(PermName.PERM_READ | PermName.PERM_WRITE));
    return properties;
  }
}
