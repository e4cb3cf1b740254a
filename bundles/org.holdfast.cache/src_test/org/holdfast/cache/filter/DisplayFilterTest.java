package org.holdfast.cache.filter;

import static org.holdfast.cache.filter.Connections.connection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DisplayFilterTest {

    /** Client 203.0.113.7:51234, server 10.0.0.5:80, nothing unusual. */
    private static final ConnectionSummary PLAIN = connection().get();

    private static final ConnectionSummary BUSY = connection()
            .ends("203.0.113.9:40112", "10.0.0.6:8080")
            .service("api gateway")
            .state(TcpState.FIN_WAIT_1)
            .verdict(Verdict.Reason.SEEN_LATE, "the first packet seen had no SYN")
            .seen(Duration.ofHours(2), Duration.ofMinutes(5))
            .traffic(new Traffic(700, 2_000_000, 0, 2_000_000, 0), new Traffic(900, 10_485_760, 4096, 9_000_000, 0))
            .rttMicros(61_000)
            .get();

    private static final ConnectionSummary SIX = connection()
            .ends("[2001:db8::7]:50000", "[2001:db8:1::5]:443")
            .service("")
            .state(TcpState.TIME_WAIT)
            .verdict(Verdict.Reason.OPAQUE, "")
            .rttMicros(900)
            .get();

    /** Expression; whether it shows PLAIN, BUSY, SIX. */
    private static final Object[][] TABLE = {
        {"", true, true, true},
        {"  \t", true, true, true},
        {"host 10.0.0.5", true, false, false},
        {"host 203.0.113.9", false, true, false},
        {"host == 10.0.0.5", true, false, false},
        {"host = 10.0.0.5", true, false, false},
        {"host != 10.0.0.5", false, true, true},
        {"host 10.0.0.0/30", false, false, false},
        {"host 10.0.0.5:80", true, false, false},
        {"host 10.0.0.5:81", false, false, false},
        {"host 2001:DB8:0:0::7", false, false, true},
        {"server [2001:db8:1::5]:443", false, false, true},
        {"net 10.0.0.4/30", true, true, false},
        {"net 10.0.0.99/24", true, true, false},
        {"net 2001:db8::/32", false, false, true},
        {"net 2001:db8::/33", false, false, true},
        {"net 2001:db8:8000::/33", false, false, false},
        {"net 0.0.0.0/0", true, true, false},
        {"net ::/0", false, false, true},
        {"client 10.0.0.5", false, false, false},
        {"client 203.0.113.0/24", true, true, false},
        {"remote 203.0.113.7", true, false, false},
        {"server 10.0.0.6", false, true, false},
        {"host {10.0.0.5, 2001:db8::7}", true, false, true},
        {"port 80", true, false, false},
        {"port 80-90", true, false, false},
        {"port 79-80", true, false, false},
        {"port 81-90", false, false, false},
        {"port {80, 443, 8000-8099}", true, true, true},
        {"port != {80, 443}", false, true, false},
        {"port > 51000", true, false, false},
        {"port <= 80", true, false, false},
        {"serverport < 444", true, false, true},
        {"clientport >= 50000", true, false, true},
        {"clientport 80", false, false, false},
        {"serverport 80", true, false, false},
        {"service web", true, false, false},
        {"service WEB", true, false, false},
        {"service \"\"", false, false, true},
        {"service \"api gateway\"", false, true, false},
        {"service contains E", true, true, false},
        {"service contains \"i g\"", false, true, false},
        {"service matches a*way", false, true, false},
        {"service matches we?", true, false, false},
        {"service matches \"*\"", true, true, true},
        {"service matches eb", false, false, false},
        {"service != web", false, true, true},
        {"service {web, \"api gateway\"}", true, true, false},
        {"state established", true, false, false},
        {"state ESTABLISHED", true, false, false},
        {"state fin-wait-1", false, true, false},
        {"state FIN_WAIT_1", false, true, false},
        {"state finwait1", false, true, false},
        {"state \"time wait\"", false, false, true},
        {"state {established, time-wait}", true, false, true},
        {"state != established", false, true, true},
        {"verdict survives", true, false, false},
        {"verdict != survives", false, true, true},
        {"verdict seen-late", false, true, false},
        {"verdict SEEN_LATE", false, true, false},
        {"verdict \"seen late\"", false, true, false},
        {"verdict {opaque, gap}", false, false, true},
        {"reason contains \"no syn\"", false, true, false},
        {"reason contains TLS", false, false, true},
        {"bytes > 10MB", false, true, false},
        {"bytes > 10 MB", false, true, false},
        {"bytes >= 12485760", false, true, false},
        {"bytes > 12485760", false, false, false},
        {"bytes 0", true, false, true},
        {"bytes 12MB-13MB", false, true, false},
        {"bytes 12-13MB", false, true, false},
        {"inbound.bytes 2MB", false, true, false},
        {"inbound.bytes < 2MB", true, false, true},
        {"outbound.bytes 10MiB", false, true, false},
        {"outbound.bytes 10mib", false, true, false},
        {"outbound.bytes 0.01GiB-1GiB", false, false, false},
        {"packets 1600", false, true, false},
        {"inbound.packets 700", false, true, false},
        {"outbound.packets > 899", false, true, false},
        {"retransmitted > 4KiB", false, false, false},
        {"retransmitted >= 4KiB", false, true, false},
        {"outbound.stream < 10MB", true, true, true},
        {"rtt > 50ms", false, true, false},
        {"rtt < 1ms", false, false, true},
        {"rtt <= 900us", false, false, true},
        {"rtt 900\u00b5s", false, false, true},
        {"rtt 0.9ms", false, false, true},
        {"not rtt > 50ms", true, false, true},
        {"rtt != 61ms", true, false, true},
        {"age > 1h", false, true, false},
        {"age 60s", true, false, true},
        {"age 1m", true, false, true},
        {"age < 0.5d", true, true, true},
        {"idle >= 5m", false, true, false},
        {"idle 1s", true, false, true},
        {"duration 115m", false, true, false},
        {"ipv4", true, true, false},
        {"IPv6", false, false, true},
        {"live", true, true, false},
        {"not live", false, false, true},
        {"not ipv4 and not live", false, false, true},
        {"!ipv4", false, false, true},
        {"! ! ipv4", true, true, false},
        {"port 80 or port 8080", true, true, false},
        {"port 80 || port 8080 || ipv6", true, true, true},
        {"port 80 and ipv4 && live", true, false, false},
        {"ipv6 or ipv4 and port 80", true, false, true},
        {"(ipv6 or ipv4) and port 80", true, false, false},
        {"not (port 80 or ipv6)", false, true, false},
        {"NOT port 80 AND NOT ipv6", false, true, false},
        {"((port 80))", true, false, false},
        {"port!=80", false, true, true},
        {"bytes>10MB&&rtt>50ms", false, true, false},
        {"port{80,443}", true, false, true},
        {
            "host 10.0.0.6 and port 8080-8090 and state fin-wait-1 and verdict != survives and bytes > 10MB and rtt > 50ms",
            false,
            true,
            false
        },
    };

    @TestFactory
    Stream<DynamicTest> shows() {
        return Stream.of(TABLE)
                .map(row -> DynamicTest.dynamicTest("shows " + row[0], () -> {
                    DisplayFilter filter = DisplayFilter.parse((String) row[0]);
                    assertEquals(row[1], filter.matches(PLAIN, Connections.NOW), "PLAIN");
                    assertEquals(row[2], filter.matches(BUSY, Connections.NOW), "BUSY");
                    assertEquals(row[3], filter.matches(SIX, Connections.NOW), "SIX");
                }));
    }

    @TestFactory
    Stream<DynamicTest> readsItsOwnNormalForm() {
        return Stream.of(TABLE)
                .map(row -> DynamicTest.dynamicTest("normal form of " + row[0], () -> {
                    DisplayFilter filter = DisplayFilter.parse((String) row[0]);
                    DisplayFilter again = DisplayFilter.parse(filter.text());
                    assertEquals(filter.text(), again.text());
                    assertEquals(filter, again);
                    for (ConnectionSummary connection : new ConnectionSummary[] {PLAIN, BUSY, SIX}) {
                        assertEquals(
                                filter.matches(connection, Connections.NOW),
                                again.matches(connection, Connections.NOW));
                    }
                }));
    }

    @Test
    void writesOneNormalForm() throws FilterException {
        String[][] forms = {
            {"HOST   10.0.0.5&&!(Port=80)", "host 10.0.0.5 and not port 80"},
            {"remote 2001:DB8:0:0:0:0:0:1", "client 2001:db8::1"},
            {"host 2001:db8:0:1:0:0:0:1", "host 2001:db8:0:1::1"},
            {"host 1:0:0:2:0:0:0:0", "host 1:0:0:2::"},
            {"host ::", "host ::"},
            {"host [::1]:22", "host [::1]:22"},
            {"net 10.1.2.3/8", "net 10.0.0.0/8"},
            {"net 2001:db8:ffff::/33", "net 2001:db8:8000::/33"},
            {"state FIN_WAIT_1", "state fin-wait-1"},
            {"verdict \"seen late\"", "verdict seen-late"},
            {"bytes > 10000000", "bytes > 10MB"},
            {"bytes > 10485760", "bytes > 10MiB"},
            {"bytes > 1500B", "bytes > 1500"},
            {"bytes 1500B-20MB", "bytes 1500B-20MB"},
            {"bytes 10-20MB", "bytes 10MB-20MB"},
            {"rtt > 0.5 s", "rtt > 500ms"},
            {"age > 90m", "age > 90m"},
            {"age > 120m", "age > 2h"},
            {"port {443,80,443}", "port {443, 80}"},
            {"port {80}", "port 80"},
            {"service \"web\"", "service web"},
            {"service \"and\"", "service \"and\""},
            {"service \"contains\"", "service \"contains\""},
            {"service \"a \\\" b \\\\\"", "service \"a \\\" b \\\\\""},
            {"(port 80 or port 81) or port 82", "port 80 or port 81 or port 82"},
            {"port 80 and (port 81 and port 82)", "port 80 and port 81 and port 82"},
            {"(port 80 and ipv4) or live", "port 80 and ipv4 or live"},
            {"port 80 and (ipv4 or live)", "port 80 and (ipv4 or live)"},
            {"not not not live", "not live"},
            {"not (live and ipv4)", "not (live and ipv4)"},
        };
        for (String[] form : forms) {
            assertEquals(form[1], DisplayFilter.parse(form[0]).text());
        }
    }

    @Test
    void knowsWhenItShowsEverything() throws FilterException {
        assertTrue(DisplayFilter.parse(" ").isAll());
        assertTrue(DisplayFilter.ALL.isAll());
        assertFalse(DisplayFilter.parse("live").isAll());
        assertEquals("", DisplayFilter.ALL.text());
    }

    @Test
    void takesTimeOnlyFromTheParameter() throws FilterException {
        DisplayFilter idle = DisplayFilter.parse("idle > 10s");
        assertFalse(idle.matches(PLAIN, Connections.NOW));
        assertTrue(idle.matches(PLAIN, Connections.NOW.plusSeconds(10)));
        assertFalse(idle.matches(PLAIN, Connections.NOW.minusSeconds(1000)), "a clock that is behind");
        assertFalse(idle.matches(PLAIN, Connections.NOW.minus(Duration.ofDays(400 * 365))), "centuries behind");
    }

    @Test
    void readsEveryStateAndVerdictInEachSpelling() throws FilterException {
        for (TcpState state : TcpState.values()) {
            ConnectionSummary one = connection().state(state).get();
            for (String spelling :
                    new String[] {state.name(), state.display(), state.name().toLowerCase()}) {
                assertTrue(DisplayFilter.parse("state " + spelling).matches(one, Connections.NOW), spelling);
            }
        }
        for (Verdict.Reason reason : Verdict.Reason.values()) {
            ConnectionSummary one = connection().verdict(reason, "").get();
            for (String spelling : new String[] {reason.name(), "\"" + reason.label() + "\""}) {
                assertTrue(DisplayFilter.parse("verdict " + spelling).matches(one, Connections.NOW), spelling);
            }
        }
    }
}
