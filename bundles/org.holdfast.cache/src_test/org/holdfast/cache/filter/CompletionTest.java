package org.holdfast.cache.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {

    @Test
    void offersFieldsAtTheBeginning() {
        List<String> offered = offered("|");
        assertTrue(offered.containsAll(List.of("host", "port", "state", "ipv6", "not")), offered.toString());
        assertEquals(offered, offered("port 80 and |"));
        assertEquals(offered, offered("(|"));
    }

    @Test
    void offersWhatBeginsLikeTheWordAtTheCaret() {
        assertEquals(List.of("client", "clientport"), offered("cli|"));
        assertEquals(List.of("serverport"), offered("port 80 and not SERVERP|"));
        assertEquals(List.of("established"), offered("state est|"));
        assertEquals(List.of("fin-wait-1", "fin-wait-2"), offered("state {established, fin|"));
        assertEquals(List.of("survives"), offered("verdict != su|"));
    }

    @Test
    void offersOperatorsAfterAField() {
        assertEquals(List.of("==", "!=", "<", "<=", ">", ">="), offered("port |"));
        assertEquals(List.of("contains"), offered("service con|"));
    }

    @Test
    void offersConnectorsAfterACondition() {
        assertEquals(List.of("and", "or"), offered("port 80 |"));
        assertEquals(List.of("and", "or"), offered("(port 80 |"));
        assertEquals(List.of("and"), offered("port 80 a|"));
        assertEquals(List.of(",", "}"), offered("port {80 |"));
    }

    @Test
    void offersUnits() {
        assertEquals(List.of("10GB", "10GiB"), offered("bytes > 10G|"));
        assertEquals(List.of("50m", "50ms"), offered("rtt > 50m|"));
    }

    @Test
    void offersServicesAndQuotesThemWhereNeeded() {
        assertEquals(
                List.of("service web", "service \"api gateway\""),
                DisplayFilter.complete("service ", 8, List.of("web", "api gateway")).stream()
                        .limit(2)
                        .map(completion -> completion.applyTo("service "))
                        .toList());
        String open = "service \"api g";
        List<Completion> inQuotes = DisplayFilter.complete(open, open.length(), List.of("web", "api gateway"));
        assertEquals("service \"api gateway\"", inQuotes.getFirst().applyTo(open));
    }

    @Test
    void replacesTheWholeWordAtTheCaret() {
        String text = "state xyz and port 80";
        Completion first = DisplayFilter.complete("state esta and port 80", 8).getFirst();
        assertEquals("state established and port 80", first.applyTo("state esta and port 80"));
        assertEquals(List.of(), DisplayFilter.complete(text, 9));
    }

    @Test
    void offersNothingBehindAnError() {
        assertEquals(List.of(), offered("nonsense 5 and |"));
        assertEquals(List.of(), offered("port 80 port |"));
    }

    /** The texts offered where the bar stands. */
    private static List<String> offered(String text) {
        int caret = text.indexOf('|');
        String expression = text.substring(0, caret) + text.substring(caret + 1);
        return DisplayFilter.complete(expression, caret).stream()
                .map(Completion::text)
                .toList();
    }
}
