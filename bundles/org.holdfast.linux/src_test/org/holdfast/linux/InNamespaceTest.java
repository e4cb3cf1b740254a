package org.holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.holdfast.model.tcp.ControlBlock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the scenarios in user, network, mount and process namespaces of their own: all capabilities, no root, nothing
 * left behind. Skipped where the system doesn't allow that.
 */
class InNamespaceTest {

    private static final List<String> UNSHARE = List.of(
            "unshare",
            "--user",
            "--map-user=1000",
            "--map-group=1000",
            "--net",
            "--mount",
            "--pid",
            "--fork",
            "--mount-proc",
            "--kill-child");

    @TempDir
    Path directory;

    @BeforeAll
    static void namespacesAreAllowed(@TempDir Path scratch) throws Exception {
        List<String> command = new ArrayList<>(UNSHARE);
        command.addAll(List.of("--keep-caps", "ip", "link", "set", "lo", "up"));
        Outcome outcome;
        try {
            outcome = run(command, scratch);
        } catch (IOException e) {
            outcome = new Outcome(-1, e.getMessage());
        }
        assumeTrue(
                outcome.status() == 0,
                "needs Linux with unshare, ip and user namespaces: "
                        + outcome.output().strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V6"})
    void connectionSurvivesTheDeathOfItsHost(String family) throws Exception {
        scenario("TakeoverScenario", family, "false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V6"})
    void connectionWithoutTcpOptionsSurvivesToo(String family) throws Exception {
        scenario("TakeoverScenario", family, "true");
    }

    @ParameterizedTest
    @CsvSource({"V4,remote", "V6,remote", "V4,service", "V6,service"})
    void halfClosedConnectionSurvives(String family, String ended) throws Exception {
        scenario("HalfClosedScenario", family, ended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V6"})
    void kernelKeepsTheLease(String family) throws Exception {
        scenario("LeaseScenario", family);
    }

    @Test
    void addressesComeAndGo() throws Exception {
        scenario("AddressScenario");
    }

    @Test
    void destroysConnectionsAndSparesListeners() throws Exception {
        scenario("DestroyScenario");
    }

    @Test
    void pumpsStreamsAndEndsBlockedCalls() throws Exception {
        scenario("StreamScenario");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V6"})
    void singleSegmentsAreHeeded(String family) throws Exception {
        scenario("SegmentScenario", family);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact", "filters", "kinds", "ends"})
    void tapsPackets(String what) throws Exception {
        assumeTrue(PacketTap.problem().isEmpty(), () -> PacketTap.problem().orElseThrow());
        scenario("TapScenario", what);
    }

    @Test
    void saysThatATapIsNotAllowed() throws Exception {
        assumeTrue(PacketTap.problem().isEmpty(), () -> PacketTap.problem().orElseThrow());
        List<String> command = new ArrayList<>(UNSHARE);
        command.addAll(java("TapScenario", List.of()));
        command.add("denied");
        Outcome outcome = run(command, directory);
        assertEquals(0, outcome.status(), outcome.output());
    }

    @Test
    void findsNoProblemsWithAllCapabilities() throws Exception {
        scenario("CheckScenario");
    }

    @Test
    void saysWhichCapabilitiesAreMissing() throws Exception {
        List<String> command = new ArrayList<>(UNSHARE);
        command.addAll(java("CheckScenario", List.of()));
        Outcome outcome = run(command, directory);
        assertEquals(1, outcome.status(), outcome.output());
        for (String part : List.of(
                "TCP_REPAIR: EPERM (1): this process: needs CAP_NET_ADMIN in the network namespace",
                "IP_TRANSPARENT: EPERM",
                "AF_PACKET socket for announcements: needs CAP_NET_RAW",
                "raw socket for single segments: needs CAP_NET_RAW",
                "nft: EPERM (1): lease fence: needs CAP_NET_ADMIN")) {
            assertTrue(outcome.output().contains(part), part + " in:\n" + outcome.output());
        }
        assertEquals(5, outcome.output().lines().count(), outcome.output());
    }

    @Test
    void saysLinuxOnlyElsewhere() throws Exception {
        List<String> command = java("NotLinuxScenario", List.of("-Dos.name=Mac OS X"));
        Outcome outcome = run(command, directory);
        assertEquals(0, outcome.status(), outcome.output());
    }

    private void scenario(String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(UNSHARE);
        command.add("--keep-caps");
        command.addAll(java(name, List.of()));
        command.addAll(List.of(arguments));
        Outcome outcome = run(command, directory);
        assertEquals(0, outcome.status(), outcome.output());
    }

    private static List<String> java(String scenario, List<String> options) throws URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-XX:-UsePerfData"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), "org.holdfast.linux.scenario." + scenario));
        return command;
    }

    /** Where the classes of this test, the bundle and the model are, whatever started this test. */
    private static String classPath() throws URISyntaxException {
        Set<String> entries = new LinkedHashSet<>();
        for (Class<?> type : List.of(InNamespaceTest.class, LinuxException.class, ControlBlock.class)) {
            entries.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private static Outcome run(List<String> command, Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return fail("not finished after 60 s: " + command + "\n" + Files.readString(output));
        }
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private record Outcome(int status, String output) {}
}
