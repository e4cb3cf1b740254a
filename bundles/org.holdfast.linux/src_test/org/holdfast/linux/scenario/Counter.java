package org.holdfast.linux.scenario;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.linux.LinuxException;
import org.holdfast.linux.internal.Libnftables;

/** Counts packets in the namespace of the thread that made it. */
final class Counter implements AutoCloseable {

    private static final Pattern PACKETS = Pattern.compile("packets (\\d+)");

    private final Libnftables nft = Libnftables.open();
    private final String table;

    /**
     * @param family inet or arp
     * @param name of a table for this counter alone
     * @param match nftables expression, counted on input and output
     */
    Counter(String family, String name, String match) throws LinuxException {
        table = family + " " + name;
        String chain = "chain %1$s { type filter hook %1$s priority -10; policy accept; %2$s counter; }\n";
        nft.require(
                "table " + table + " {\n" + chain.formatted("input", match) + chain.formatted("output", match) + "}\n",
                "counter " + name);
    }

    long packets() throws LinuxException {
        long sum = 0;
        Matcher matcher = PACKETS.matcher(nft.run("list table " + table + "\n").output());
        while (matcher.find()) {
            sum += Long.parseLong(matcher.group(1));
        }
        return sum;
    }

    @Override
    public void close() {
        nft.close();
    }
}
