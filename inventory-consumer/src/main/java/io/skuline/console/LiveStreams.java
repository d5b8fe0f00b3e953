package io.skuline.console;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends open pages what has changed. Each has a thread of its own, because a page that reads slowly
 * holds up whoever writes to it. A stream ends after some minutes and the page opens the next one,
 * so that nobody reads on who may not log in any more.
 */
final class LiveStreams implements SmartLifecycle {

  static final int MOST = 32;

  private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Map<String, LivePart> parts = new HashMap<>();
  private final Set<Thread> writers = ConcurrentHashMap.newKeySet();
  private final long tickMillis;
  private volatile boolean running;

  LiveStreams(Collection<LivePart> parts, Duration tick) {
    parts.forEach(part -> this.parts.put(part.name(), part));
    this.tickMillis = tick.toMillis();
  }

  /**
   * Opens a stream of the parts with these names; names that are unknown are left out. Behind an @
   * may be the instance whose part is meant.
   *
   * @throws ResponseStatusException if too many streams are open
   */
  SseEmitter open(Collection<String> names) {
    List<LivePart> wanted =
        names.stream().distinct().map(this::part).filter(Objects::nonNull).toList();
    SseEmitter stream = new SseEmitter(LONGEST.toMillis());
    Thread writer = new Thread(() -> write(stream, wanted), "console-live");
    writer.setDaemon(true);
    synchronized (this) {
      if (!running || writers.size() >= MOST) {
        throw new ResponseStatusException(
            HttpStatus.SERVICE_UNAVAILABLE, "Too many pages are open: this one is not live");
      }
      writers.add(writer);
    }
    stream.onCompletion(writer::interrupt);
    stream.onTimeout(writer::interrupt);
    writer.start();
    return stream;
  }

  private @Nullable LivePart part(String name) {
    String[] words = name.split("@", 2);
    LivePart part = parts.get(words[0]);
    return part == null || words.length == 1 ? part : part.of(words[1]);
  }

  private void write(SseEmitter stream, List<LivePart> wanted) {
    try {
      Map<String, String> sent = new HashMap<>();
      while (running) {
        for (LivePart part : wanted) {
          String content = part.content();
          if (!content.equals(sent.put(part.name(), content))) {
            stream.send(SseEmitter.event().name(part.name()).data(content));
          }
        }
        TimeUnit.MILLISECONDS.sleep(tickMillis);
      }
      stream.complete();
    } catch (InterruptedException | IOException | IllegalStateException e) {
      log.debug("A page has gone", e);
      end(stream::complete);
    } catch (RuntimeException e) {
      log.warn("A page is not live any more", e);
      end(() -> stream.completeWithError(e));
    } finally {
      writers.remove(Thread.currentThread());
    }
  }

  /** The server may have ended the stream already, and then wants to hear nothing of it. */
  private static void end(Runnable ending) {
    try {
      ending.run();
    } catch (IllegalStateException e) {
      log.debug("A stream has ended already", e);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Ends the streams before the server waits for its requests to end. */
  @Override
  public void stop() {
    running = false;
    writers.forEach(Thread::interrupt);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
