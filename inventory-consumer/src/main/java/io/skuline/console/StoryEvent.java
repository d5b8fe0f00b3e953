package io.skuline.console;

import java.time.Instant;

/**
 * Something that happened to an order.
 *
 * @param tone {@code ok}, {@code warn}, {@code bad}, {@code info} or empty
 * @param icon the name of a symbol of {@code icons.jte}, without {@code i-}
 * @param tag a word of the wire format: a type or a reason; may be empty
 * @param answer the answer as it was published; empty for none
 * @param letter the dead letter that it is about; 0 for none
 */
public record StoryEvent(
    Instant at,
    String tone,
    String icon,
    String title,
    String tag,
    String text,
    String answer,
    long letter) {}
