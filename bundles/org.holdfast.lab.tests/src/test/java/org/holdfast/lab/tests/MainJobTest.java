package org.holdfast.lab.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main job, once, and what each party says of it afterwards: one test for each thing that must happen. */
class MainJobTest {

    private static final String SERVICE = "10.77.0.100";
    private static final long FILE_BYTES = 256L << 20;

    private static LabProcess lab;
    private static IncidentRows incident;

    @BeforeAll
    static void runTheLab() throws IOException, InterruptedException, SQLException {
        lab = LabProcess.run("main-job");
        assertEquals(0, lab.exitCode(), lab.output());
        incident = IncidentRows.read(lab.path("cache", "history"), "HOST_FAILURE");
    }

    @Test
    void hostsAnnouncedTheirOwnershipAtBootAndSolicitedEachOther() throws IOException {
        JsonNode atAlpha = new ObjectMapper()
                .readTree(lab.path("evidence", "status-at-boot-alpha.json").toFile());
        JsonNode atBeta = new ObjectMapper()
                .readTree(lab.path("evidence", "status-at-boot-beta.json").toFile());
        JsonNode atCache = new ObjectMapper()
                .readTree(lab.path("evidence", "status-at-boot-cache.json").toFile());

        assertTrue(member(atAlpha, "beta").get("solicited").asBoolean(), "beta solicited alpha's");
        assertTrue(member(atBeta, "alpha").get("solicited").asBoolean(), "alpha solicited beta's");
        for (String host : List.of("alpha", "beta")) {
            JsonNode ownership = member(atCache, host).at("/announcement/ownerships/0");
            assertEquals(host, ownership.get("node").asText(), "cluster node ID");
            assertEquals(
                    host.equals("alpha") ? "OWNER" : "STANDBY",
                    ownership.get("role").asText());
            assertEquals("beta", ownership.at("/failoverPolicy/hosts/0/node").asText(), "fail-over policy");
            assertEquals(SERVICE, ownership.at("/addresses/0").asText(), "IP addresses");
            assertEquals("80", ownership.at("/ports/0").asText(), "port numbers");
            assertEquals("nginx", ownership.at("/application/name").asText(), "application");
            assertTrue(ownership.get("applicationRunning").asBoolean());
            assertEquals("GRATUITOUS", ownership.get("arpPolicy").asText(), "ARP ownership policy");
            assertEquals("TCP", ownership.get("protocol").asText(), "protocol");
            assertEquals(
                    host.equals("alpha") ? "02:77:00:00:00:01" : "02:77:00:00:00:02",
                    ownership.at("/macAddresses/" + SERVICE).asText(),
                    "MAC addresses tied to the IP addresses");
        }
    }

    private static JsonNode member(JsonNode status, String node) {
        return StreamSupport.stream(status.get("members").spliterator(), false)
                .filter(m -> m.get("node").asText().equals(node))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theCacheStoredThePacketsAndKnowsTheStateAtEach() throws IOException, InterruptedException {
        try (StoredConnection stored = StoredConnection.longest(lab.path("cache", "packets"))) {
            assertTrue(stored.handshakeWasSeen(), "captured from the first packet");
            List<String> atTheClient =
                    LabProcess.tcpdump(lab.path("evidence", "run-1", "client.pcap"), "tcp and src host " + SERVICE);
            stored.assertStateAgreesWith(atTheClient);
        }
    }

    @Test
    void failureWasDetectedFencedAndDecidedByPolicy() {
        assertEquals(Map.of("from", "alpha", "to", "beta", "service", "web"), incident.plan());
        assertTrue(
                incident.evidence().stream().anyMatch(e -> e.contains("no heartbeat")),
                incident.evidence().toString());
        assertTrue(incident.evidence().stream().anyMatch(e -> e.contains("beta agrees")), "a majority");
        assertTrue(incident.evidence().stream().anyMatch(e -> e.contains("the wire has been silent")), "the wire");
        assertTrue(
                incident.endOf("FENCE").compareTo(incident.startOf("TAKE_ADDRESS")) <= 0,
                "the address was taken only after the lease was granted");
    }

    @Test
    void betaRebuiltTheConnectionAndComparedTheOutput() {
        assertEquals(
                List.of("DETECT", "FENCE", "HAND_OVER", "REPLAY", "REBUILD", "TAKE_ADDRESS", "RESUME", "ANNOUNCE")
                        .stream()
                        .sorted()
                        .toList(),
                incident.stepKinds().stream().sorted().toList());
        IncidentRows.Connection connection = incident.onlyConnection();
        assertEquals("CONTINUED", connection.fate());
        assertTrue(connection.comparedBytes() > FILE_BYTES / 4, connection.toString());
        assertTrue(
                connection.differingBytes() >= 1 && connection.differingBytes() <= 29,
                "nginx's Date has another value and the same length: " + connection);
        assertTrue(!connection.firstDifference().isEmpty(), "the comparison says so");
    }

    @Test
    void theClientSawOneWholeStream() throws IOException, InterruptedException {
        String client = Files.readString(lab.path("evidence", "run-1", "client.txt"));
        assertTrue(client.contains("curl-exit-code 0\nsha256-equal true\n"), client);

        Path capture = lab.path("evidence", "run-1", "client.pcap");
        assertEquals(List.of(), LabProcess.tcpdump(capture, "tcp[tcpflags] & tcp-rst != 0"), "resets");
        WitnessedStream stream =
                WitnessedStream.of(LabProcess.tcpdump(capture, "tcp and src host " + SERVICE + " and greater 60"));
        assertEquals(stream.highest(), stream.bytes(), "no hole");
        assertTrue(stream.bytes() > FILE_BYTES, "the whole file and its header: " + stream.bytes());
    }

    @Test
    void theIncidentIsOnDiskAndItsHashesAreTheWitnesses() throws IOException, InterruptedException {
        IncidentRows.Connection connection = incident.onlyConnection();
        assertTrue(connection.stallNanos() > 0, connection.toString());
        assertNotNull(connection.outboundAtFailureSha256());
        WitnessedStream stream = WitnessedStream.of(LabProcess.tcpdump(
                lab.path("evidence", "run-1", "client.pcap"), "tcp and src host " + SERVICE + " and greater 60"));
        assertEquals(stream.bytes(), connection.outboundAtEndBytes(), "our count of the stream is tcpdump's");

        Path html = lab.path("report.html");
        LabProcess.holdfast(
                "report", "" + incident.number(), "--data", lab.path("cache").toString(), "--html", html.toString());
        String report = Files.readString(html);
        assertTrue(report.contains(connection.outboundAtEndSha256()), "the report shows the hash");
    }

    @Test
    void alphaCameBackWithoutTheAddressAndRegainedIt() throws IOException {
        assertTrue(lab.output().contains("it has no owned address; the holder is [beta]"), lab.output());
        assertTrue(lab.output().contains("alpha has regained " + SERVICE), lab.output());
        JsonNode alpha = new ObjectMapper()
                .readTree(lab.path("evidence", "run-1", "status-after-return.json")
                        .toFile());
        assertEquals(
                "OWNER",
                member(alpha, "alpha").at("/announcement/ownerships/0/role").asText());
        assertEquals(
                "STANDBY",
                member(alpha, "beta").at("/announcement/ownerships/0/role").asText());
    }
}
