package org.holdfast.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.plan.StepResult;
import org.holdfast.model.plan.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

class HtmlReportTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final String html = HtmlReport.render(Incidents.failure(), NOW, BERLIN);
    private final Document document = parse(html);

    @Test
    void isTitledWithNumberAndSummary() {
        assertEquals("Incident 17", text(elements("h1").getFirst()));
        assertEquals(
                "Incident 17: alpha failed; beta took web over; 1 of 3 connections continued, 1 reset, 1 without a"
                        + " report; longest stall 0.71 s.",
                text(elements("title").getFirst()));
    }

    @Test
    void saysWhatWhenAndWhy() {
        String all = body(document);

        assertTrue(all.contains("10.0.0.5, 2001:db8::5, TCP 80, 8000-8099"), all);
        assertTrue(all.contains("2026-03-01 11:42:07.123 Europe/Berlin 2026-03-01 10:42:07.123 UTC"), all);
        assertTrue(all.contains("Why Host failure"), all);
        Incidents.failure().plan().evidence().forEach(sentence -> assertTrue(all.contains(sentence), sentence));
        assertTrue(all.contains("epoch 42") && all.contains("0b8f3a52-5d3e-4a55-8d4c-3f1b6a1c9e01"), all);
        assertTrue(all.contains("Generated 2026-03-02 09:00:00.000 Europe/Berlin"), all);
    }

    @Test
    void listsEveryStepInOrder() {
        List<List<String>> rows = rows(table("Every step, in the order of its start"));

        assertEquals(Incidents.failure().steps().size(), rows.size());
        assertEquals(
                List.of("Detect", "−0.25 s", "0.25 s", "cache", "done", "3 heartbeats missed, wire silent"),
                rows.get(0));
        assertEquals(List.of("Resume", "+0.43 s", "420 µs", "beta", "done", "1,448 bytes sent again"), rows.get(6));
        assertEquals("failed", rows.get(7).get(4));
        List<String> drawn = elements("text").stream().map(HtmlReportTest::text).toList();
        for (StepResult step : Incidents.failure().steps()) {
            assertTrue(drawn.contains(step.kind().label()), step.kind() + " is drawn");
        }
    }

    @Test
    void showsWhatATextContainsAndNeverRunsIt() {
        assertTrue(elements("script").isEmpty());
        assertEquals(
                "<script>alert('&')</script>",
                rows(table("Every step, in the order of its start")).get(7).get(5));
    }

    @Test
    void listsEveryConnectionWithFateAndRemarks() {
        List<List<String>> rows = rows(table("What became of every connection that was live"));

        assertEquals(
                List.of(
                        "203.0.113.7:51234",
                        "10.0.0.5:80",
                        "replay",
                        "continued",
                        "survives",
                        "0.71 s",
                        "128.4 MiB, 29 bytes differ"),
                rows.get(0));
        assertEquals(
                List.of("First difference: byte 31: 'Sun, 01 Mar' instead of 'Sat, 28 Feb'."
                        + " The policy compares lengths only and accepts this."),
                rows.get(1));
        assertEquals(
                List.of("[2001:db8:1::77]:40112", "[2001:db8::5]:80", "reset", "reset", "gap", "–", "–"), rows.get(2));
        assertEquals(
                List.of("The verdict forbids to continue it. Bytes 1200 to 2660 outbound were acknowledged but never"
                        + " captured. What helps: Raise the capture buffer, or relieve the mirror."),
                rows.get(3));
        assertEquals("not reported", rows.get(4).get(3));
    }

    @Test
    void givesTheSumsOfEveryKnownStream() {
        for (IncidentConnection connection : Incidents.failure().connections()) {
            assertTrue(html.contains(connection.outboundAtFailure().sha256()));
            assertTrue(html.contains(connection.inboundAtFailure().sha256()));
            connection.outboundAtEnd().ifPresent(end -> assertTrue(html.contains(end.sha256())));
            connection.inboundAtEnd().ifPresent(end -> assertTrue(html.contains(end.sha256())));
        }
        List<List<String>> sums = rows(table("Sums of 203.0.113.7:51234"));
        assertEquals("to the client, up to the failure", sums.get(0).get(0));
        assertEquals("134,637,158 bytes 128.4 MiB", sums.get(0).get(1));
        assertEquals("to the client, up to the end", sums.get(1).get(0));
    }

    @Test
    void needsNothingFromElsewhere() {
        Matcher addresses = Pattern.compile("(?i)(https?:|//|url\\((?!#)|@import|src=|<link|<img|<iframe|href=\"[^#])")
                .matcher(html);
        List<String> found = new ArrayList<>();
        while (addresses.find()) {
            found.add(html.substring(addresses.start(), Math.min(html.length(), addresses.end() + 12)));
        }
        assertEquals(List.of(), found);
        assertTrue(html.contains("default-src 'none'"));
    }

    @Test
    void canBeReadByAScreenReader() {
        assertEquals("en", document.getDocumentElement().getAttribute("lang"));
        for (Element table : elements("table")) {
            assertEquals("caption", table.getElementsByTagName("*").item(0).getNodeName());
        }
        for (Element head : elements("th")) {
            assertTrue(List.of("col", "row").contains(head.getAttribute("scope")), text(head));
        }
        for (Element icon : elements("svg")) {
            assertTrue(
                    icon.getAttribute("aria-hidden").equals("true")
                            || icon.getAttribute("role").equals("img"),
                    "a drawing is named or hidden");
        }
        for (Element icon : elements("use")) {
            assertFalse(text((Element) icon.getParentNode().getParentNode()).isBlank(), "an icon has a word beside it");
        }
    }

    @ParameterizedTest
    @EnumSource(Trigger.class)
    void aBareIncidentSaysThatThereIsNothing(Trigger trigger) {
        for (Incident.State state : Incident.State.values()) {
            String all = body(parse(HtmlReport.render(Incidents.idle(trigger, state), NOW, BERLIN)));

            assertTrue(all.contains("No step was reported."), all);
            assertTrue(all.contains("No connection was live."), all);
            assertTrue(all.contains("Closed not yet"), all);
        }
    }

    @Test
    void aRunningIncidentIsASnapshot() {
        String all = body(parse(HtmlReport.render(Incidents.running(), NOW, BERLIN)));

        assertTrue(all.contains("this report is a snapshot"), all);
        assertTrue(all.contains("Nothing was reported yet."), all);
    }

    @Test
    void isTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertEquals(html, HtmlReport.render(Incidents.failure(), NOW, BERLIN));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void isWrittenToAFileAndSaysWhichWhenItCant(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("incident.html");
        HtmlReport.write(Incidents.failure(), file);

        assertTrue(Files.readString(file).startsWith("<!DOCTYPE html>"));
        IOException e = assertThrows(
                IOException.class, () -> HtmlReport.write(Incidents.failure(), directory.resolve("missing/x.html")));
        assertTrue(e.getMessage().contains("x.html"), e.getMessage());
    }

    private static Document parse(String html) {
        try {
            DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(html)));
        } catch (SAXException e) {
            throw new AssertionError("not well-formed: " + e, e);
        } catch (Exception e) {
            throw new AssertionError("the parser is unusable", e);
        }
    }

    private static String body(Document document) {
        return text(elements(document.getDocumentElement(), "body").getFirst());
    }

    private List<Element> elements(String name) {
        return elements(document.getDocumentElement(), name);
    }

    private static List<Element> elements(Element in, String name) {
        NodeList nodes = in.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private Element table(String caption) {
        return elements("table").stream()
                .filter(table -> text(elements(table, "caption").getFirst()).equals(caption))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no table '" + caption + "'"));
    }

    /** The cells of a table's bodies. */
    private static List<List<String>> rows(Element table) {
        return elements(table, "tbody").stream()
                .flatMap(body -> elements(body, "tr").stream())
                .map(row -> elements(row, "*").stream()
                        .filter(cell -> cell.getTagName().matches("t[hd]"))
                        .map(HtmlReportTest::text)
                        .toList())
                .toList();
    }

    private static String text(Element element) {
        return element.getTextContent().strip().replaceAll("\\s+", " ");
    }
}
