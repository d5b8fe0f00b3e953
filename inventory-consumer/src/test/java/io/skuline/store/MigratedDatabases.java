package io.skuline.store;

import io.skuline.stack.Stack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * Databases of tests, with the service's tables. The migrations run once in a JVM. What they lead
 * to is copied from then on, which takes a fraction of their time.
 */
public final class MigratedDatabases {

  private static final String HISTORY = "flyway_schema_history";

  /** What the migrations lead to. */
  private static @Nullable Schema migrated;

  private MigratedDatabases() {}

  /** All tables after the migrations, and the statements that create the views of them. */
  private record Schema(List<Table> tables, List<String> views) {}

  /**
   * A table after the migrations.
   *
   * @param definition the statement that creates it
   * @param rows what the migrations have put into it
   */
  private record Table(String name, String definition, List<List<Object>> rows) {}

  /** Returns the URL of a database, which is created with the tables if it is missing. */
  public static synchronized String url(Stack stack, String name) {
    String url = stack.jdbcUrl(name);
    try (Connection database =
        DriverManager.getConnection(
            url + "&allowMultiQueries=true", stack.jdbcUser(), stack.jdbcPassword())) {
      if (tables(database).contains(HISTORY)) {
        return url;
      }
      if (migrated == null) {
        Flyway.configure().dataSource(url, stack.jdbcUser(), stack.jdbcPassword()).load().migrate();
        migrated = new Schema(read(database), views(database));
      } else {
        copy(migrated, database);
      }
      return url;
    } catch (SQLException e) {
      throw new IllegalStateException("The tables of " + name + " cannot be made", e);
    }
  }

  private static List<String> tables(Connection database) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet found =
            statement.executeQuery("SHOW FULL TABLES WHERE table_type = 'BASE TABLE'")) {
      while (found.next()) {
        names.add(found.getString(1));
      }
    }
    return names;
  }

  /** The server names the database in the definition of a view. */
  private static List<String> views(Connection database) throws SQLException {
    List<String> views = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet found =
            statement.executeQuery(
                """
                SELECT table_name, REPLACE(view_definition, CONCAT('`', DATABASE(), '`.'), '')
                FROM information_schema.views WHERE table_schema = DATABASE()
                """)) {
      while (found.next()) {
        views.add("CREATE VIEW `" + found.getString(1) + "` AS " + found.getString(2));
      }
    }
    return views;
  }

  private static List<Table> read(Connection database) throws SQLException {
    List<Table> all = new ArrayList<>();
    for (String name : tables(database)) {
      try (Statement statement = database.createStatement()) {
        String definition;
        try (ResultSet found = statement.executeQuery("SHOW CREATE TABLE `" + name + "`")) {
          found.next();
          definition = found.getString(2);
        }
        try (ResultSet found = statement.executeQuery("SELECT * FROM `" + name + "`")) {
          all.add(new Table(name, definition, rows(found)));
        }
      }
    }
    return all;
  }

  private static List<List<Object>> rows(ResultSet found) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    while (found.next()) {
      List<Object> row = new ArrayList<>();
      for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
        row.add(found.getObject(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static void copy(Schema schema, Connection database) throws SQLException {
    List<String> definitions =
        new ArrayList<>(schema.tables().stream().map(Table::definition).toList());
    definitions.addAll(schema.views());
    try (Statement statement = database.createStatement()) {
      statement.execute(String.join(";", definitions));
    }
    database.setAutoCommit(false);
    for (Table table : schema.tables()) {
      if (!table.rows().isEmpty()) {
        String marks = String.join(",", Collections.nCopies(table.rows().get(0).size(), "?"));
        try (var insert =
            database.prepareStatement(
                "INSERT INTO `" + table.name() + "` VALUES (" + marks + ")")) {
          for (List<Object> row : table.rows()) {
            for (int i = 0; i < row.size(); i++) {
              insert.setObject(i + 1, row.get(i));
            }
            insert.addBatch();
          }
          insert.executeBatch();
        }
      }
    }
    database.commit();
  }
}
