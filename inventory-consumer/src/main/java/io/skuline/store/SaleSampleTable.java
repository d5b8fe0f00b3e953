package io.skuline.store;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code sale_sample} of the home database. */
public record SaleSampleTable(JdbcTemplate jdbc) {

  /**
   * What an instance measured in a second.
   *
   * @param second the second, since 1970
   * @param measured the values, as the reader understands them
   */
  public record Row(String instance, long second, String measured) {}

  /** Stores a row, in place of an earlier one of the same second. */
  public void put(Row row) {
    jdbc.update(
        "REPLACE INTO sale_sample (second, instance, measured) VALUES (?,?,?)",
        row.second(),
        row.instance(),
        row.measured());
  }

  /** Returns rows from this second on, the oldest first; of too many, the latest. */
  public List<Row> since(long second, int limit) {
    return jdbc.query(
        """
        SELECT * FROM (SELECT * FROM sale_sample WHERE second >= ? ORDER BY second DESC LIMIT ?)
          latest ORDER BY second
        """,
        (row, n) ->
            new Row(row.getString("instance"), row.getLong("second"), row.getString("measured")),
        second,
        limit);
  }

  public void deleteBefore(long second) {
    jdbc.update("DELETE FROM sale_sample WHERE second < ?", second);
  }
}
