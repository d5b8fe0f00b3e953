package io.skuline.deduction.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that is away when a transaction is to be committed, or right after that. */
final class FaultyDatabase extends DelegatingDataSource {

  /** What happens to a commit. Whoever asked for it cannot tell the last two apart. */
  enum Fate {
    DONE,
    LOST,
    DONE_UNHEARD
  }

  private final Supplier<Fate> fates;

  /**
   * @param fates is asked at each commit
   */
  FaultyDatabase(DataSource database, Supplier<Fate> fates) {
    super(database);
    this.fates = fates;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            FaultyDatabase.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Fate fate = method.getName().equals("commit") ? fates.get() : Fate.DONE;
              if (fate == Fate.LOST) {
                throw gone();
              }
              try {
                Object result = method.invoke(connection, arguments);
                if (fate == Fate.DONE_UNHEARD) {
                  throw gone();
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static SQLException gone() {
    return new SQLNonTransientConnectionException("The server has gone away", "08S01");
  }
}
