package org.holdfast.history;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.holdfast.history.internal.UrlSource;

/** A database that can go away and come back, and whose answer to a commit can get lost. */
final class FlakySource {

    private final DataSource real;
    private final AtomicInteger answersToLose = new AtomicInteger();
    private volatile boolean isAway;

    FlakySource(String url) {
        this.real = UrlSource.of(url);
    }

    void goAway() {
        isAway = true;
    }

    void comeBack() {
        isAway = false;
    }

    /** The next commits succeed, but who asked for them hears that the connection broke. */
    void loseAnswers(int commits) {
        answersToLose.set(commits);
    }

    boolean hasLostAll() {
        return answersToLose.get() <= 0;
    }

    DataSource source() {
        return proxy(DataSource.class, (_, method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof Connection connection ? wrap(connection) : result;
        });
    }

    private Connection wrap(Connection connection) {
        return proxy(Connection.class, (_, method, arguments) -> {
            Object result = call(connection, method, arguments);
            if (method.getName().equals("commit") && answersToLose.getAndDecrement() > 0) {
                throw new SQLException("the connection broke after the commit", "08006");
            }
            return result;
        });
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        // The pool asks these of a dead connection, too.
        boolean isAlwaysAnswered =
                method.getName().matches("toString|close|isClosed|abort|getLoginTimeout|setLoginTimeout");
        if (isAway && !isAlwaysAnswered) {
            throw new SQLException("nobody answers", "08001");
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
