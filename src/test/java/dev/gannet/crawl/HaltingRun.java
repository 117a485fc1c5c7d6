package dev.gannet.crawl;

import dev.gannet.cli.Gannet;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The program, halted as by a power cut at a named point: {@code before:page:7} ends it before the seventh commit of a page,
 * {@code after:claim:3} after the third commit of a claim. It stands between the program and its database driver, so that
 * the program has no such points of its own.
 */
public final class HaltingRun {
    /** What the process ends with at its point. */
    static final int HALTED = 86;

    private final String point;
    private final AtomicInteger left;

    private HaltingRun(String point, int count) {
        this.point = point;
        this.left = new AtomicInteger(count);
    }

    /** @param arguments the point, then those of the program */
    public static void main(String[] arguments) throws SQLException {
        String[] parts = arguments[0].split(":");
        HaltingRun run = new HaltingRun(parts[0] + ":" + parts[1], Integer.parseInt(parts[2]));
        for (Driver real : Collections.list(DriverManager.getDrivers())) {
            DriverManager.deregisterDriver(real);
            DriverManager.registerDriver(run.around(real));
        }
        Gannet.main(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private Driver around(Driver real) {
        return proxy(Driver.class, (proxy, method, values) -> {
            Object result = method.invoke(real, values);
            return result instanceof Connection connection ? around(connection) : result;
        });
    }

    private Connection around(Connection real) {
        String[] kind = {"other"};
        return proxy(Connection.class, (proxy, method, values) -> {
            if (method.getName().equals("prepareStatement")) {
                kind[0] = kind((String) values[0], kind[0]);
            }
            if (!method.getName().equals("commit")) {
                return method.invoke(real, values);
            }
            String what = kind[0];
            kind[0] = "other";
            reached("before:" + what);
            Object result = method.invoke(real, values);
            reached("after:" + what);
            return result;
        });
    }

    /** A transaction is called by the weightiest thing that it does. */
    private static String kind(String sql, String sofar) {
        if (sql.startsWith("INSERT INTO gannet_attempt")) {
            return "page";
        }
        if (sql.contains("SET state = 'leased'")) {
            return "claim";
        }
        return sofar.equals("other") && sql.startsWith("UPDATE gannet_host SET next_slot") ? "pace" : sofar;
    }

    private void reached(String here) {
        if (here.equals(point) && left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(HALTED);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                HaltingRun.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    try {
                        return handler.invoke(proxy, method, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
