package dev.gannet.kit;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.h2.tools.Server;

/**
 * The web console of the H2 database on loopback, over a table ITEM (ID, NAME, PRICE) of 500 rows in memory. It wants
 * a login, keeps its session in the URL, and shows its results inside frames.
 */
public final class H2Console implements AutoCloseable {
    /** Rows in ITEM. */
    public static final int ROWS = 500;
    /** The user who may read ITEM. */
    public static final String USER = "reader";
    /** That user's password. */
    public static final String PASSWORD = "sea-bird-7";

    private final Server server;
    private final String url;
    private final Connection keptOpen;

    private H2Console(Server server, String url, Connection keptOpen) {
        this.server = server;
        this.url = url;
        this.keptOpen = keptOpen;
    }

    /** A row of ITEM. */
    public record Row(int id, String name, BigDecimal price) {}

    /** Fills the table and starts the console on any free port. */
    public static H2Console start() throws SQLException {
        // Port 0 is any free one.
        return start(0, UUID.randomUUID().toString());
    }

    /** Fills a table in a database of this name and starts the console on a port, for what names both. */
    public static H2Console start(int port, String database) throws SQLException {
        String url = "jdbc:h2:mem:" + database;
        // The data lives as long as one connection does.
        Connection connection = DriverManager.getConnection(url, USER, PASSWORD);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table item (id int primary key, name varchar(80), price decimal(10, 2))");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into item values (?, ?, ?)")) {
            for (int id = 1; id <= ROWS; id++) {
                insert.setInt(1, id);
                insert.setString(2, "Item <" + id + "> & more, ığüş");
                insert.setBigDecimal(3, BigDecimal.valueOf(199L + 37L * id, 2));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        // Without -webAllowOthers it answers loopback alone.
        Server server = Server.createWebServer("-webPort", String.valueOf(port)).start();
        return new H2Console(server, url, connection);
    }

    /** @return {@code http://127.0.0.1:PORT}; the login is at {@code /} */
    public String base() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** @return what goes into the login's JDBC URL */
    public String jdbcUrl() {
        return url;
    }

    /** @return all rows by JDBC, by id */
    public List<Row> rows() throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = keptOpen.createStatement();
                ResultSet found = statement.executeQuery("select id, name, price from item order by id")) {
            while (found.next()) {
                rows.add(new Row(found.getInt(1), found.getString(2), found.getBigDecimal(3)));
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        server.stop();
        keptOpen.close();
    }
}
