package io.skuline.system;

import java.io.IOException;
import java.nio.file.Path;

/** A master, its replica, and the one address that clients use. */
final class RedisPair implements AutoCloseable {

  private RedisNode master = new RedisNode();
  private RedisNode replica = new RedisNode();
  private final Forwarder address = new Forwarder(master.port());

  RedisPair() {
    replica.follow(master);
  }

  String url() {
    return "redis://127.0.0.1:" + address.port();
  }

  RedisNode master() {
    return master;
  }

  RedisNode replica() {
    return replica;
  }

  /** Ends the master; the replica takes its place with what it has. */
  void failOver() {
    master.kill();
    switchOver();
  }

  /** Puts the replica in the master's place with what it has; the master goes on for itself. */
  void switchOver() {
    replica.promote();
    RedisNode former = master;
    master = replica;
    replica = former;
    address.moveTo(master.port());
  }

  /** Makes the master a copy of its replica, and the master again, without a restart. */
  void failOverAndBack() {
    replica.promote();
    master.follow(replica);
    master.promote();
  }

  /** Makes both run, and the replica complete. */
  void repair() {
    master.start();
    replica.start();
    replica.follow(master);
  }

  /** Ends the master and starts it with files of an earlier time. */
  void rewindTo(Path copy) throws IOException {
    master.kill();
    master.restore(copy);
    master.start();
  }

  @Override
  public void close() {
    address.close();
    master.close();
    replica.close();
  }
}
