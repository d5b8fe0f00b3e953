package io.skuline.event;

/** An event breaks a rule of {@link Limits}; the message says which field, and how. */
public final class InvalidEventException extends IllegalArgumentException {

  private final String field;
  private final String problem;

  public InvalidEventException(String field, String problem) {
    super(field + " " + problem);
    this.field = field;
    this.problem = problem;
  }

  /**
   * The same problem, seen from an enclosing object: {@code quantity} is {@code lines[2].quantity}.
   */
  public InvalidEventException within(String parent) {
    return new InvalidEventException(field.isEmpty() ? parent : parent + "." + field, problem);
  }

  /** Path of the field, for example {@code lines[2].quantity}. */
  public String field() {
    return field;
  }

  /** What is wrong with it, for example {@code must be 1 to 1000000, is 0}. */
  public String problem() {
    return problem;
  }
}
