package io.skuline.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Kills a service at one place in its work: when it sends a certain call to Redis, which Redis then
 * does not get, or when Redis has carried out the call and the service does not know it yet.
 */
final class CrashPoint implements Forwarder.Observer {

  /** A call may come in pieces; this is more than what is searched for. */
  private static final int LONGEST = 300;

  /**
   * A place.
   *
   * @param request what the call has in its bytes
   * @param answer what the answer has if the service dies after the call; null if it dies before
   */
  record Place(Pattern request, @Nullable Pattern answer) {}

  private record Armed(Place place, ServiceProcess service, CompletableFuture<Void> dead) {}

  private final Map<Object, String> ends = new ConcurrentHashMap<>();
  private final Map<Object, Armed> awaited = new ConcurrentHashMap<>();
  private @Nullable Armed armed;

  /**
   * Kills the service when it gets to a place.
   *
   * @return a future that is completed when it is dead
   */
  synchronized CompletableFuture<Void> arm(Place place, ServiceProcess service) {
    CompletableFuture<Void> dead = new CompletableFuture<>();
    ends.clear();
    armed = new Armed(place, service, dead);
    return dead;
  }

  @Override
  public synchronized void request(Object connection, byte[] bytes, int length) throws IOException {
    Armed now = armed;
    if (now == null) {
      return;
    }
    String text = ends.getOrDefault(connection, "") + new String(bytes, 0, length, ISO_8859_1);
    ends.put(connection, text.substring(Math.max(0, text.length() - LONGEST)));
    if (now.place().request().matcher(text).find()) {
      if (now.place().answer() == null) {
        kill(now);
      } else {
        awaited.put(connection, now);
      }
    }
  }

  @Override
  public synchronized void answer(Object connection, byte[] bytes, int length) throws IOException {
    Armed now = awaited.get(connection);
    if (now != null && now.equals(armed)) {
      Pattern answer = now.place().answer();
      if (answer != null && answer.matcher(new String(bytes, 0, length, ISO_8859_1)).find()) {
        kill(now);
      }
    }
  }

  private void kill(Armed now) throws IOException {
    armed = null;
    awaited.clear();
    now.service().kill();
    now.dead().complete(null);
    throw new IOException("The service is dead");
  }
}
