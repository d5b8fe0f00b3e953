package io.skuline.api;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.InvalidEventException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/**
 * Answers failures that every request may have, as {@code application/problem+json} with the reason
 * as {@code detail}; a controller's own handlers come first.
 */
@RestControllerAdvice
class ApiExceptionHandler extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ApiExceptionHandler.class);

  @ExceptionHandler
  ProblemDetail invalid(InvalidEventException e) {
    HttpStatus status =
        e.code() == InvalidEventException.Code.TOO_LARGE
            ? HttpStatus.CONTENT_TOO_LARGE
            : HttpStatus.BAD_REQUEST;
    return ProblemDetail.forStatusAndDetail(status, e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail unavailable(DeductionUnavailableException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
  }

  /** The database cannot be asked now. Any other error of a database is this service's fault. */
  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    RecoverableDataAccessException.class,
    CannotCreateTransactionException.class
  })
  ProblemDetail databaseUnavailable(NestedRuntimeException e) {
    String cause = String.valueOf(e.getMostSpecificCause().getMessage());
    String why = String.valueOf(e.getMessage());
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.SERVICE_UNAVAILABLE,
        "The database cannot be asked: " + (why.contains(cause) ? why : why + " (" + cause + ")"));
  }

  /** The client has gone, so there is no answer. */
  @ExceptionHandler
  void readerGone(UncheckedIOException e) {
    log.info("{}: {}", e.getMessage(), e.getCause().toString());
  }

  /**
   * A fault of this service. An answer that has already begun can only be broken off.
   *
   * @throws Exception the given exception, if the answer has begun
   */
  @ExceptionHandler
  ProblemDetail failed(Exception e, HttpServletResponse response) throws Exception {
    if (response.isCommitted()) {
      throw e;
    }
    log.error("A request has failed", e);
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.INTERNAL_SERVER_ERROR, "A fault of the service; its log has the details");
  }

  /** The reason is given in words of this service where there are any. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String reason = reason(e);
    return super.handleExceptionInternal(
        e,
        reason == null ? body : ProblemDetail.forStatusAndDetail(status, reason),
        headers,
        status,
        request);
  }

  private static @Nullable String reason(Exception e) {
    if (e instanceof HttpMessageNotReadableException) {
      return e.getCause() instanceof JacksonException flaw
          ? JsonFlaw.of(flaw)
          : "There is no body, or none that can be read: a JSON object must be sent";
    }
    if (e instanceof MethodArgumentTypeMismatchException mismatch) {
      return "%s must be %s, is %s"
          .formatted(
              mismatch.getName(),
              Expected.of(mismatch.getRequiredType()),
              Expected.shown(mismatch.getValue()));
    }
    if (e instanceof TypeMismatchException mismatch) {
      return "A value must be %s, is %s"
          .formatted(Expected.of(mismatch.getRequiredType()), Expected.shown(mismatch.getValue()));
    }
    if (e instanceof MethodArgumentNotValidException invalid) {
      Class<?> of = invalid.getParameter().getParameterType();
      FieldError flaw = invalid.getBindingResult().getFieldError();
      return flaw == null || !of.isRecord() ? null : reason(flaw, of);
    }
    if (e instanceof MissingServletRequestParameterException missing) {
      return "The parameter '%s' is missing".formatted(missing.getParameterName());
    }
    if (e instanceof HttpRequestMethodNotSupportedException method) {
      return "There is no %s here. There is: %s"
          .formatted(method.getMethod(), method.getSupportedHttpMethods());
    }
    if (e instanceof HttpMediaTypeNotSupportedException type) {
      return "The Content-Type must be one of %s, is %s"
          .formatted(type.getSupportedMediaTypes(), type.getContentType());
    }
    if (e instanceof HttpMediaTypeNotAcceptableException type) {
      return "The answer comes as one of %s, none of which the Accept header allows"
          .formatted(type.getSupportedMediaTypes());
    }
    if (e instanceof NoHandlerFoundException none) {
      return "There is no %s %s".formatted(none.getHttpMethod(), none.getRequestURL());
    }
    return null;
  }

  private static String reason(FieldError flaw, Class<?> of) {
    Class<?> type =
        Arrays.stream(of.getRecordComponents())
            .filter(component -> component.getName().equals(flaw.getField()))
            .map(RecordComponent::getType)
            .findFirst()
            .orElse(null);
    return "%s must be %s, is %s"
        .formatted(flaw.getField(), Expected.of(type), Expected.shown(flaw.getRejectedValue()));
  }
}
