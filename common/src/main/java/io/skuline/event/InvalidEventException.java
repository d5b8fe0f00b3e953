package io.skuline.event;

/** Thrown when an event or a result breaks a rule; the message names the field and the rule. */
public final class InvalidEventException extends IllegalArgumentException {

  /**
   * The kinds of flaws. There are few, so that a metric or the reason of a dead letter can have
   * them.
   */
  public enum Code {
    /** The body is not one JSON object in UTF-8, has a field twice, or is nested too deep. */
    MALFORMED_JSON,
    /** The body is larger than the wire format allows. */
    TOO_LARGE,
    /** The type is not accepted here. */
    UNKNOWN_TYPE,
    /** A field that is required is missing or null. */
    MISSING_FIELD,
    /** A field has the wrong JSON type, or breaks one of the {@link Limits}. */
    INVALID_FIELD
  }

  private final Code code;
  private final String field;
  private final String problem;

  /** Creates an exception about a field that exists but breaks a rule. */
  public InvalidEventException(String field, String problem) {
    this(Code.INVALID_FIELD, field, problem);
  }

  /**
   * Creates an exception of any kind.
   *
   * @param code the kind of the flaw
   * @param field the path of the field, empty for the whole body
   * @param problem what is wrong, as the end of a sentence about the field
   */
  public InvalidEventException(Code code, String field, String problem) {
    super(field.isEmpty() ? problem : field + " " + problem);
    this.code = code;
    this.field = field;
    this.problem = problem;
  }

  /** Creates an exception about a required field that is missing. */
  public static InvalidEventException missing(String field) {
    return new InvalidEventException(Code.MISSING_FIELD, field, "is missing");
  }

  /**
   * Returns the same problem with the path of an enclosing object: {@code quantity} becomes {@code
   * lines[2].quantity}.
   */
  public InvalidEventException within(String parent) {
    return new InvalidEventException(
        code, field.isEmpty() ? parent : parent + "." + field, problem);
  }

  /** Returns the kind of the flaw. */
  public Code code() {
    return code;
  }

  /**
   * Returns the path of the field, for example {@code lines[2].quantity}; empty for the whole body.
   */
  public String field() {
    return field;
  }

  /** Returns what is wrong with the field, for example {@code must be 1 to 1000000, is 0}. */
  public String problem() {
    return problem;
  }
}
