package org.holdfast.cache.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FilterErrorsTest {

    /** Expression; a caret under the character that is pointed at; what the message says. */
    private static final String[][] TABLE = {
        {
            "prot 80", //
            "^",
            "'prot' is no field; did you mean 'port'?"
        },
        {
            "hots 10.0.0.1", //
            "^",
            "'hots' is no field; did you mean 'host'?"
        },
        {
            "xyzzy 5", //
            "^",
            "'xyzzy' is no field; there are host, net, client,"
        },
        {
            "host 10.0.0.5 and 80", //
            "                  ^",
            "'80' stands alone; did you mean 'port 80'?"
        },
        {
            "10.0.0.5", //
            "^",
            "'10.0.0.5' stands alone; did you mean 'host 10.0.0.5'?"
        },
        {
            "10.0.0.0/8", //
            "^",
            "'10.0.0.0/8' stands alone; did you mean 'host 10.0.0.0/8'?"
        },
        {
            "established", //
            "^",
            "'established' is a state; did you mean 'state established'?"
        },
        {
            "not gap", //
            "    ^",
            "'gap' is a verdict; did you mean 'verdict gap'?"
        },
        {
            "port", //
            "    ^",
            "a port or a range, like 80 or 8000-8099, is expected here, after 'port'"
        },
        {
            "port  and live", //
            "      ^",
            "a port or a range"
        },
        {
            "port abc", //
            "     ^",
            "a port or a range"
        },
        {
            "port 70000", //
            "     ^",
            "a port is at most 65535"
        },
        {
            "port 80-70000", //
            "        ^",
            "a port is at most 65535"
        },
        {
            "port 90-80", //
            "     ^",
            "the range ends before it begins; did you mean 80-90?"
        },
        {
            "port > 80-90", //
            "       ^",
            "a range goes with == or !=, not with >"
        },
        {
            "port > {80}", //
            "       ^",
            "a set goes with == or !=, not with >"
        },
        {
            "port {80 81}", //
            "         ^",
            "',' or '}' is expected here"
        },
        {
            "port {80,", //
            "         ^",
            "a port or a range"
        },
        {
            "port {}", //
            "      ^",
            "a port or a range"
        },
        {
            "port 80 port 81", //
            "        ^",
            "'and', 'or' or the end is expected here"
        },
        {
            "port 80 adn live", //
            "        ^",
            "is expected here; did you mean 'and'?"
        },
        {
            "port 80 and", //
            "           ^",
            "a condition is expected here, like port 80"
        },
        {
            "port 80 and and live", //
            "            ^",
            "a condition is expected here, like port 80, not 'and'"
        },
        {
            "(port 80 or live", //
            "                ^",
            "'and', 'or' or ')' for the '(' at character 1 is expected here"
        },
        {
            "port 80)", //
            "       ^",
            "this ')' has no '('"
        },
        {
            "()", //
            " ^",
            "a condition is expected here"
        },
        {
            "port 80 & live", //
            "        ^",
            "a single & means nothing here; did you mean &&?"
        },
        {
            "host 10.0.0", //
            "     ^",
            "an address like 10.0.0.5, 2001:db8::1 or 10.0.0.0/8 is expected here, after 'host'"
        },
        {
            "host 10.0.0.256", //
            "     ^",
            "an address like"
        },
        {
            "host www.example.org", //
            "     ^",
            "an address like"
        },
        {
            "host fe80::1%1", //
            "     ^",
            "an address like"
        },
        {
            "host 10.0.0.1:99999", //
            "              ^",
            "a port of 0 to 65535 is expected here"
        },
        {
            "net 10.0.0.0/33", //
            "             ^",
            "a prefix length of 0 to 32 is expected here"
        },
        {
            "net 10.0.0.1", //
            "    ^",
            "a network like 10.0.0.0/8"
        },
        {
            "host > 10.0.0.1", //
            "     ^",
            "'host' takes == !=, not >"
        },
        {
            "state esablished", //
            "      ^",
            "'esablished' is no state; did you mean 'established'?"
        },
        {
            "state up", //
            "      ^",
            "'up' is no state; there are listen, syn-sent,"
        },
        {
            "verdict survive", //
            "        ^",
            "did you mean 'survives'?"
        },
        {
            "state < established", //
            "      ^",
            "'state' takes == !=, not <"
        },
        {
            "bytes > 10XB", //
            "          ^",
            "'XB' is no unit; there are GB, GiB, MB, MiB, kB, KiB, B"
        },
        {
            "bytes > MB", //
            "        ^",
            "a size like 1500, 10MB or 2GiB is expected here"
        },
        {
            "bytes > -5", //
            "        ^",
            "a size like"
        },
        {
            "bytes > 1.2.3", //
            "        ^",
            "a size like"
        },
        {
            "bytes > 99999999999999GB", //
            "        ^",
            "this is more than can be counted"
        },
        {
            "bytes contains 5", //
            "      ^",
            "'bytes' takes == != < <= > >=, not contains"
        },
        {
            "rtt > 50", //
            "        ^",
            "a unit is expected here: d, h, m, s, ms, us, ns"
        },
        {
            "packets > 5k", //
            "           ^",
            "this is counted and has no unit"
        },
        {
            "service \"web", //
            "        ^",
            "this quote has no end"
        },
        {
            "service > web", //
            "        ^",
            "'service' takes == != contains matches, not >"
        },
    };

    @TestFactory
    Stream<DynamicTest> pointAtTheCharacter() {
        return Stream.of(TABLE)
                .map(row -> DynamicTest.dynamicTest(row[0], () -> {
                    FilterException error = assertThrows(FilterException.class, () -> DisplayFilter.parse(row[0]));
                    assertEquals(row[1].indexOf('^'), error.position(), error.getMessage());
                    assertTrue(error.getMessage().contains(row[2]), error.getMessage());
                }));
    }

    @Test
    void refusesNestingThatWouldUseUpTheStack() {
        for (String deep : new String[] {"(".repeat(100_000), "not ".repeat(100_000), "!(".repeat(100_000)}) {
            FilterException error = assertThrows(FilterException.class, () -> DisplayFilter.parse(deep));
            assertTrue(error.getMessage().startsWith("this is nested more than"), error.getMessage());
        }
    }

    @Test
    void takesManyConditionsInARow() throws FilterException {
        String many = "port 1" + " or port 2".repeat(50_000);
        assertEquals(many, DisplayFilter.parse(many).text());
    }
}
