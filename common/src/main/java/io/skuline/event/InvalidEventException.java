package io.skuline.event;

/** An event (or a result) breaks a rule; the message says which field, and how. */
public final class InvalidEventException extends IllegalArgumentException {

  /** What kind of flaw it is: few names, fit for a metric or the reason of a dead letter. */
  public enum Code {
    /** Not one JSON object in UTF-8, or one with a field twice, or nested too deep. */
    MALFORMED_JSON,
    /** The body is larger than the wire format allows. */
    TOO_LARGE,
    /** The type is none of those that may come here. */
    UNKNOWN_TYPE,
    /** A field that is required is missing or null. */
    MISSING_FIELD,
    /** A field has the wrong JSON type, or breaks one of the {@link Limits}. */
    INVALID_FIELD
  }

  private final Code code;
  private final String field;
  private final String problem;

  /** A field that is there but breaks a rule. */
  public InvalidEventException(String field, String problem) {
    this(Code.INVALID_FIELD, field, problem);
  }

  /**
   * @param field its path, empty for the whole body
   */
  public InvalidEventException(Code code, String field, String problem) {
    super(field.isEmpty() ? problem : field + " " + problem);
    this.code = code;
    this.field = field;
    this.problem = problem;
  }

  /** A field that is required and not there. */
  public static InvalidEventException missing(String field) {
    return new InvalidEventException(Code.MISSING_FIELD, field, "is missing");
  }

  /**
   * The same problem, seen from an enclosing object: {@code quantity} is {@code lines[2].quantity}.
   */
  public InvalidEventException within(String parent) {
    return new InvalidEventException(
        code, field.isEmpty() ? parent : parent + "." + field, problem);
  }

  /** What kind of flaw it is. */
  public Code code() {
    return code;
  }

  /** Path of the field, for example {@code lines[2].quantity}; empty for the whole body. */
  public String field() {
    return field;
  }

  /** What is wrong with it, for example {@code must be 1 to 1000000, is 0}. */
  public String problem() {
    return problem;
  }
}
