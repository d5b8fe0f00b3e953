package io.skuline.stack.rocketmq;

/** An endpoint to administer a RocketMQ that runs elsewhere. */
public final class AdminServer {
  private AdminServer() {}

  /**
   * Starts the endpoint.
   *
   * @param args the addresses of name server and broker; the port of the {@link AdminEndpoint}
   */
  public static void main(String[] args) throws Exception {
    new AdminEndpoint(new BrokerAdmin(args[0], args[1], false)).listen(Integer.parseInt(args[2]));
  }
}
