package io.skuline.wire;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skuline.event.InvalidEventException;
import io.skuline.event.InvalidEventException.Code;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictReadingTest {

  private static final String ORDER =
      "{'type':'OrderCreated','orderId':'o-1','createdAt':'2026-11-27T08:00:00Z',"
          + "'lines':[{'sku':'a','quantity':1},{'sku':'b','quantity':%s}]}";

  private final EventCodec codec = new EventCodec();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          0                  | lines[1].quantity must be 1 to 1000000, is 0
          -1                 | lines[1].quantity must be 1 to 1000000, is -1
          1000000000000      | lines[1].quantity must be 1 to 1000000, is 1000000000000
          9223372036854775808| lines[1].quantity must be 1 to 1000000, is 9223372036854775808
          4294967297         | lines[1].quantity must be 1 to 1000000, is 4294967297
          1.5                | lines[1].quantity must be a whole number, is 1.5
          1.0                | lines[1].quantity must be a whole number, is 1.0
          1e3                | lines[1].quantity must be a whole number, is 1000.0
          '2'                | lines[1].quantity must be a whole number, is a string
          true               | lines[1].quantity must be a whole number, is true or false
          [1]                | lines[1].quantity must be a whole number, is an array
          null               | lines[1].quantity is missing
          """)
  void quantities(String quantity, String message) {
    assertThat(rejected(ORDER.formatted(quantity))).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                      | MISSING_FIELD | type is missing
          {'type':7}              | INVALID_FIELD | type must be a string, is a number
          {'type':'Order'}        | UNKNOWN_TYPE  | type must be one of OrderCreated, OrderCancelled, StockReturned, StockAdjusted, is "Order"
          {'type':'OrderCreated'} | MISSING_FIELD | orderId is missing
          {'type':'OrderCancelled'} | MISSING_FIELD | order is missing
          {'type':'OrderCancelled','order':[]} | INVALID_FIELD | order must be an object, is an array
          {'type':'OrderCancelled','order':{'orderId':'o'}} | MISSING_FIELD | order.createdAt is missing
          {'type':'OrderCancelled','order':{'orderId':'o o'}} | MISSING_FIELD | order.createdAt is missing
          {'type':'OrderCreated','orderId':'o','createdAt':'2026-11-27T08:00:00Z','lines':{}} | INVALID_FIELD | lines must be an array, is an object
          {'type':'OrderCreated','orderId':'o','createdAt':'2026-11-27T08:00:00Z','lines':[]} | INVALID_FIELD | lines must have 1 to 100 entries, has 0
          {'type':'OrderCreated','orderId':'o','createdAt':'2026-11-27T08:00:00Z','lines':[7]} | INVALID_FIELD | lines[0] must be an object, is a number
          {'type':'OrderCreated','orderId':'o','createdAt':'1999-11-27T08:00:00Z','lines':[{'sku':'a','quantity':1}]} | INVALID_FIELD | createdAt must lie between the years 2000 and 2100, is 1999-11-27T08:00:00Z
          {'type':'OrderCreated','orderId':'o o','createdAt':'2026-11-27T08:00:00Z','lines':[{'sku':'a','quantity':1}]} | INVALID_FIELD | orderId may have A-Z a-z 0-9 . _ : - only, has U+0020 (SPACE) at position 2
          {'type':'StockAdjusted','adjustmentId':'a','createdAt':'2026-11-27T08:00:00Z','sku':'a','delta':1,'kind':'LOST'} | INVALID_FIELD | kind must be INITIAL, REPLENISHMENT, CORRECTION, is "LOST"
          {'type':'StockAdjusted','adjustmentId':'a','createdAt':'2026-11-27T08:00:00Z','sku':'a','delta':0,'kind':'INITIAL'} | INVALID_FIELD | delta must be -1000000000 to 1000000000 and not 0, is 0
          {'type':'StockAdjusted','adjustmentId':'a','createdAt':'2026-11-27T08:00:00Z','sku':'a','delta':-1,'kind':'INITIAL'} | INVALID_FIELD | delta may be negative in a CORRECTION only
          """)
  void fields(String body, Code code, String message) {
    InvalidEventException e = rejected(body);

    assertThat(e).hasMessage(message);
    assertThat(e.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "not json",
        "[]",
        "null",
        "7",
        "'OrderCreated'",
        "{'type':'OrderCreated'",
        "{'type':'OrderCreated'}}",
        "{'type':'OrderCreated'} {}",
        "{'type':'OrderCreated','type':'OrderCancelled'}",
        "{'type':'OrderCancelled','order':{'orderId':'a','orderId':'b'}}",
        "{'type':NaN}",
        "{'type':Infinity}",
        "{'type':+1}",
        "{'type':01}",
        "{'type':0x1}",
        "{type:'OrderCreated'}",
        "{'type':'OrderCreated',}",
        "{'type':'OrderCreated' /* so */}",
        "{'type':'Order\tCreated'}",
        "{'type':'\\x'}",
        "{'a':[1,]}"
      })
  void malformed(String body) {
    InvalidEventException e = rejected(body);

    assertThat(e.code()).isEqualTo(Code.MALFORMED_JSON);
    assertThat(e.getMessage()).hasSizeLessThan(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-27",
        "2026-11-27T08:00Z",
        "2026-11-27T08:00:00",
        "2026-11-27 08:00:00Z",
        "2026-02-30T08:00:00Z",
        "2026-11-27T25:00:00Z",
        "27 Nov 2026 08:00:00 GMT",
        "1795766400",
        "+12026-11-27T08:00:00Z",
        ""
      })
  void timesThatAreNone(String time) {
    InvalidEventException e = rejected(cancelled(time));

    assertThat(e.code()).isEqualTo(Code.INVALID_FIELD);
    assertThat(e)
        .hasMessage(
            "order.createdAt must be a date and time such as 2026-11-27T08:00:00.000Z, is \""
                + time
                + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-27T08:00:00Z",
        "2026-11-27T08:00:00.000Z",
        "2026-11-27T08:00:00.000999999Z",
        "2026-11-27T08:00:00.0+00:00",
        "2026-11-27T09:30:00+01:30",
        "2026-11-27t08:00:00z"
      })
  void timesAreReadInEveryFormOfTheRfcToTheMillisecond(String time) {
    assertThat(codec.decode(bytes(cancelled(time))).createdAt())
        .isEqualTo(Instant.parse("2026-11-27T08:00:00Z"));
  }

  @Test
  void onlyUtf8IsText() {
    byte[] body = bytes("{'type':'OrderCreated','note':'?'}");
    body[body.length - 3] = (byte) 0xff;

    assertThat(rejected(body))
        .hasMessage("the body must be UTF-8 text, has the byte 0xFF at column 32");
    assertThat(rejected("{'type':'OrderCreated'}".replace('\'', '"').getBytes(UTF_16BE)).code())
        .isEqualTo(Code.MALFORMED_JSON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                       | the body is not valid JSON: it ends too soon
          {'type':'Ord            | the body is not valid JSON: it ends too soon
          {'type':[1              | the body is not valid JSON: it ends too soon
          ``                      | the body must be one JSON object, is empty
          [1]                     | the body must be one JSON object
          {'q':1,'q':50}          | the body is not valid JSON: an object has the field "q" twice
          {'q':{},'q':{'r':1}}    | the body is not valid JSON: an object has the field "q" twice
          {'q':1,'q':[{'r':1}]}   | the body is not valid JSON: an object has the field "q" twice
          {'a':{'q':1,'q':50}}    | the body is not valid JSON: an object has the field "q" twice
          {'a':1}{'b':2}          | the body must be one JSON object; a second value begins at column 8
          {'a':1} x               | the body is not valid JSON at column 9
          {'a':NaN}               | the body is not valid JSON at column
          {'a':oops}              | the body is not valid JSON at column
          {'é👕':oops}            | the body is not valid JSON at column
          {'a':01}                | the body is not valid JSON at column
          {'a':1,}                | the body is not valid JSON at column
          """)
  void malformedJsonIsDescribedWithoutTheParsersOwnAffairs(String body, String message) {
    assertThat(rejected(body).getMessage())
        .startsWith(message)
        .doesNotContain("Source", "Feature", "tools.jackson", "`", "enable", "JsonReadFeature");
  }

  @Test
  void whereItIsCountsWholeCharactersAndLines() {
    assertThat(rejected("{'é👕':?}")).hasMessageContaining("at column 7, near: :?}");
    assertThat(rejected("{\n  'a': ?}")).hasMessageContaining("at line 2, column 8, near:  ?}");
  }

  @Test
  void limitsOfTheParserAreSaidInWords() {
    assertThat(rejected("[".repeat(100)))
        .hasMessageContaining("at most 32 levels deep, numbers of at most 100 characters");
    assertThat(rejected("{'a':" + "9".repeat(1000) + "}")).hasMessageContaining("at most 100");
  }

  @Test
  void aByteOrderMarkIsPassedOver() {
    assertThat(codec.decode(bytes("\uFEFF" + ORDER.formatted("1"))).key()).isEqualTo("o-1");
  }

  @Test
  void charactersOfAnIdAreNamedWhole() {
    assertThat(rejected(ORDER.formatted("1},{'sku':'x👕','quantity':1")))
        .hasMessageContaining("has U+1F455 (T-SHIRT) at position 2");
    assertThat(rejected(ORDER.formatted("1},{'sku':'x\u200b','quantity':1")))
        .hasMessageContaining("has U+200B (ZERO WIDTH SPACE) at position 2");
  }

  @Test
  void tooLargeIsFoundBeforeItIsParsed() {
    InvalidEventException e = rejected(new byte[4 * 1024 * 1024]);

    assertThat(e.code()).isEqualTo(Code.TOO_LARGE);
    assertThat(e).hasMessage("the body must have at most 262144 bytes, has 4194304");
  }

  @Test
  void oneLineTooMany() {
    String lines = String.join(",", Collections.nCopies(101, "{'sku':'a','quantity':1}"));

    assertThat(rejected(ORDER.formatted("1},%s,{'sku':'b','quantity':1".formatted(lines))))
        .hasMessage("lines must have at most 100 entries, has 104");
  }

  @Test
  void depthIsBounded() {
    String nested = "{'type':'OrderCreated','x':" + "[".repeat(100_000);

    assertThat(rejected(nested).code()).isEqualTo(Code.MALFORMED_JSON);
    assertThat(rejected("[".repeat(EventCodec.MAX_BODY_BYTES)).code())
        .isEqualTo(Code.MALFORMED_JSON);
    assertThat(rejected("{'a':".repeat(50_000)).code()).isEqualTo(Code.MALFORMED_JSON);
  }

  @Test
  void numbersWithoutEndAreNotComputed() {
    assertThat(rejected(ORDER.formatted("9".repeat(200_000))).code())
        .isEqualTo(Code.MALFORMED_JSON);
    assertThat(rejected(ORDER.formatted("1e999999999")).code()).isEqualTo(Code.INVALID_FIELD);
  }

  @Test
  void fieldsThatAreNotKnownAreIgnored() {
    String body = ORDER.formatted("1,'colour':{'a':[null,1.5,'\\u00e9']}");

    assertThat(codec.decode(bytes(body)).key()).isEqualTo("o-1");
  }

  @Test
  void foreignTextInAMessageIsShortAndPrintable() {
    InvalidEventException e = rejected("{'type':'\\u0007" + "é".repeat(10_000) + "'}");

    assertThat(e.getMessage()).hasSizeLessThan(200).matches("[\\x20-\\x7e]*");
  }

  @Test
  void aResultIsNoEvent() {
    assertThat(rejected(Samples.body("deduction-confirmed")).code()).isEqualTo(Code.UNKNOWN_TYPE);
  }

  private static String cancelled(String time) {
    return "{'type':'OrderCancelled','order':{'orderId':'o','createdAt':'%s','firstSku':'a'}}"
        .formatted(time);
  }

  private InvalidEventException rejected(String body) {
    return rejected(bytes(body));
  }

  private InvalidEventException rejected(byte[] body) {
    return catchThrowableOfType(InvalidEventException.class, () -> codec.decode(body));
  }

  private static byte[] bytes(String body) {
    return body.replace('\'', '"').getBytes(UTF_8);
  }
}
