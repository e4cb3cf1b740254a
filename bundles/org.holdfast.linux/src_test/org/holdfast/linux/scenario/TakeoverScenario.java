package org.holdfast.linux.scenario;

import org.holdfast.linux.RepairSocket;
import org.holdfast.linux.StreamSocket;
import org.holdfast.model.tcp.ControlBlock;

/**
 * A dies in the middle: bytes of both directions are lost with it. B goes on, and both streams are whole. Arguments: V4
 * or V6; whether the connection has no TCP options.
 */
public final class TakeoverScenario {

    private static final int BULK = 300_000;
    private static final int LOST_OUTBOUND = 14_000;
    private static final int LOST_INBOUND = 10_000;

    private TakeoverScenario() {}

    public static void main(String[] args) throws Exception {
        boolean plain = Boolean.parseBoolean(args[1]);
        ThreeHosts hosts = new ThreeHosts(Net.valueOf(args[0]), plain);
        RemoteHost remote = hosts.remote;
        exchange(hosts, hosts.service);
        Expect.soon(() -> hosts.service.unsentBytes() == 0, "all acknowledged");

        hosts.cutA();
        byte[] lost = remote.outbound.next(LOST_OUTBOUND);
        hosts.service.write(lost, 0, lost.length);
        remote.send(LOST_INBOUND);
        ControlBlock state = Dump.of(hosts.service, hosts.tuple, false, false);
        Expect.equal(LOST_OUTBOUND, state.unacknowledgedBytes(), "bytes lost on the way out");
        Expect.equal(!plain, state.options().windowScaling(), "window scaling");

        RepairSocket second = hosts.takeOver(state, lost);
        hosts.receive(second, LOST_INBOUND);
        Expect.soon(() -> remote.outbound.verified() == BULK + LOST_OUTBOUND, "lost bytes at the remote host");
        exchange(hosts, second);

        second.shutdownOutput();
        Expect.equal("end of stream", remote.end(), "the remote host's end");
        Expect.equal(2L * BULK + LOST_OUTBOUND, remote.outbound.verified(), "bytes the remote host got");
        Expect.equal(2L * BULK + LOST_INBOUND, remote.inbound.verified(), "bytes the service got");
        remote.close();
        Expect.equal(-1, second.read(new byte[1], 0, 1), "end of the inbound stream");
        second.close();
        Expect.equal(0L, hosts.resets.packets(), "resets seen by the remote host");
    }

    private static void exchange(ThreeHosts hosts, StreamSocket socket) throws Exception {
        hosts.remote.send(BULK);
        hosts.receive(socket, BULK);
        hosts.send(socket, BULK);
    }
}
