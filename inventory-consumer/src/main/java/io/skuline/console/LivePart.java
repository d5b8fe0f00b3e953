package io.skuline.console;

/**
 * A part of pages that is sent anew, once a second if it has changed, while a page that shows it is
 * open. A page asks for it with its name in {@code sse-connect} and shows it in the element with
 * that name in {@code sse-swap}.
 */
interface LivePart {

  /** Returns the name of the event. */
  String name();

  /**
   * Returns the content as it is now. It is asked for by a thread of every open page: no waiting.
   */
  String content();

  /** Returns the same part of another instance, or of all; by default there is no difference. */
  default LivePart of(String instance) {
    return this;
  }
}
