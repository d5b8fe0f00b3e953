package io.skuline.desk;

/** There is no letter, or no replay, of that number. */
public final class NoSuchLetterException extends RuntimeException {

  NoSuchLetterException(String what, long id) {
    super(what + " " + id + " does not exist");
  }
}
