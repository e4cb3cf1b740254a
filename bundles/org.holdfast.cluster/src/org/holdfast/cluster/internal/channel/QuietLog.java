package org.holdfast.cluster.internal.channel;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jgroups.logging.CustomLogFactory;
import org.jgroups.logging.Log;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JGroups' log at one level less than JGroups would have it. It warns of every connection that a dead peer refuses, which is
 * what a cluster that watches its members by itself knows already: errors become warnings, warnings become debug output, all
 * else is dropped.
 */
final class QuietLog implements CustomLogFactory {

    @Override
    public Log getLog(Class<?> type) {
        return getLog(type.getName());
    }

    @Override
    public Log getLog(String category) {
        Logger target = LoggerFactory.getLogger(category);
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "isFatalEnabled", "isErrorEnabled" -> true;
            case "isWarnEnabled" -> target.isDebugEnabled();
            case "isInfoEnabled", "isDebugEnabled", "isTraceEnabled" -> false;
            case "getLevel" -> "error";
            case "fatal", "error", "failSafeError" -> {
                target.warn("{}", text(arguments));
                yield null;
            }
            case "warn", "failSafeWarn" -> {
                if (target.isDebugEnabled()) {
                    target.debug("{}", text(arguments));
                }
                yield null;
            }
            case "toString" -> "quiet log of " + category;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> null;
        };
        return (Log) Proxy.newProxyInstance(Log.class.getClassLoader(), new Class<?>[] {Log.class}, handler);
    }

    /** JGroups gives a format of {@link String#format} and its arguments, or a text and a throwable. */
    private static String text(Object[] arguments) {
        String format = String.valueOf(arguments[0]);
        if (arguments.length == 1) {
            return format;
        }
        return arguments[1] instanceof Object[] values
                ? String.format(format, values)
                : format + ": " + Arrays.asList(arguments).subList(1, arguments.length);
    }
}
