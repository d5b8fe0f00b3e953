package io.skuline.setup;

import java.util.Locale;

/**
 * What was found, and perhaps done, about one topic or group at one broker.
 *
 * @param broker the name of the broker
 * @param kind topic or group
 * @param name the name of the topic or group
 * @param status how it is now
 * @param detail what it is like, or what is not as needed
 */
public record Finding(String broker, Kind kind, String name, Status status, String detail) {

  /** What the finding is about. */
  public enum Kind {
    TOPIC,
    GROUP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a topic or group is, after the setup. */
  public enum Status {
    /** It was as needed before. */
    OK,
    /** It did not exist, and was created. */
    CREATED,
    /** It was not as needed, and was changed. */
    CHANGED,
    /** It does not exist. */
    MISSING,
    /** It is not as needed. */
    DIFFERENT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns whether the topic or group is as needed now. */
  public boolean asNeeded() {
    return status != Status.MISSING && status != Status.DIFFERENT;
  }
}
