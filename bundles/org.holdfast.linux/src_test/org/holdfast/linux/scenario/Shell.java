package org.holdfast.linux.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.holdfast.linux.Mounts;

/** Runs the tools of the system, in the calling thread's network namespace. */
final class Shell {

    private Shell() {}

    static String run(String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
        return output;
    }

    /** {@code ip netns} keeps its names below /run, which must be ours. */
    static void prepare() throws IOException, InterruptedException {
        Mounts.tmpfs(Path.of("/run"));
        run("ip link set lo up");
    }

    /** A switch for the ports that are connected already. */
    static void bridge(String... ports) throws IOException, InterruptedException {
        run("ip link add hflx-br type bridge forward_delay 0 mcast_snooping 0");
        for (String port : ports) {
            run("ip link set " + port + " master hflx-br");
        }
        run("ip link set hflx-br up");
    }
}
