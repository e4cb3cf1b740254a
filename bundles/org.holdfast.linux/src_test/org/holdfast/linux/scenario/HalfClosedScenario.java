package org.holdfast.linux.scenario;

import org.holdfast.linux.RepairSocket;
import org.holdfast.model.tcp.ControlBlock;

/** One end had sent FIN before A dies, and the other had it. Arguments: V4 or V6; remote or service. */
public final class HalfClosedScenario {

    private static final int BYTES = 50_000;

    private HalfClosedScenario() {}

    public static void main(String[] args) throws Exception {
        ThreeHosts hosts = new ThreeHosts(Net.valueOf(args[0]), false);
        hosts.send(hosts.service, BYTES);
        hosts.remote.send(BYTES);
        hosts.receive(hosts.service, BYTES);
        if (args[1].equals("remote")) {
            remoteHostHadEnded(hosts);
        } else {
            serviceHadEnded(hosts);
        }
        Expect.equal(0L, hosts.resets.packets(), "resets seen by the remote host");
    }

    private static void remoteHostHadEnded(ThreeHosts hosts) throws Exception {
        hosts.remote.shutdownOutput();
        Expect.equal(-1, hosts.service.read(new byte[1], 0, 1), "end of the inbound stream");
        hosts.cutA();
        RepairSocket second = hosts.takeOver(Dump.of(hosts.service, hosts.tuple, true, false), new byte[0]);
        hosts.send(second, BYTES);
        second.shutdownOutput();
        Expect.equal("end of stream", hosts.remote.end(), "the remote host's end");
        Expect.equal(2L * BYTES, hosts.remote.outbound.verified(), "bytes the remote host got");
        second.close();
    }

    private static void serviceHadEnded(ThreeHosts hosts) throws Exception {
        hosts.service.shutdownOutput();
        Expect.equal("end of stream", hosts.remote.end(), "the remote host's end");
        Expect.soon(() -> hosts.service.unsentBytes() == 0, "FIN acknowledged");
        hosts.cutA();
        ControlBlock state = Dump.of(hosts.service, hosts.tuple, false, true);
        RepairSocket second = hosts.takeOver(state, new byte[0]);
        hosts.remote.send(BYTES);
        hosts.receive(second, BYTES);
        hosts.remote.close();
        Expect.equal(-1, second.read(new byte[1], 0, 1), "end of the inbound stream");
        second.closeSilently();
    }
}
