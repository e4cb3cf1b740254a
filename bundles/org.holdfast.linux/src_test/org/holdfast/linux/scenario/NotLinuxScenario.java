package org.holdfast.linux.scenario;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.holdfast.linux.ArpAnnouncer;
import org.holdfast.linux.KernelCheck;
import org.holdfast.linux.LeaseFence;
import org.holdfast.linux.LinkAddresses;
import org.holdfast.linux.LinuxException;
import org.holdfast.linux.Mounts;
import org.holdfast.linux.PacketTap;
import org.holdfast.linux.RawTcp;
import org.holdfast.linux.RepairSocket;
import org.holdfast.linux.SocketDestroyer;
import org.holdfast.linux.StreamSocket;
import org.holdfast.linux.TapSettings;
import org.holdfast.linux.internal.Abi;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.TcpOptions;
import org.holdfast.model.tcp.TcpState;

/** Started with another {@code os.name}: every entry point refuses, and nothing native is loaded. */
public final class NotLinuxScenario {

    private NotLinuxScenario() {}

    public static void main(String[] args) throws Exception {
        InetAddress address = InetAddress.ofLiteral("10.77.0.100");
        FourTuple tuple = FourTuple.parse("10.77.0.9:1>10.77.0.100:80");
        ControlBlock state = new ControlBlock(
                tuple,
                TcpState.ESTABLISHED,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                new TcpOptions(1460, false, 0, 0, false, false),
                0,
                Instant.EPOCH,
                0,
                false,
                false);
        List<NetworkNamespace.Action> entries = List.of(
                () -> StreamSocket.connect(new Endpoint(address, 80)),
                () -> RepairSocket.build(state, Instant.EPOCH),
                () -> LinkAddresses.add("eth0", address),
                () -> LinkAddresses.remove("eth0", address),
                () -> LinkAddresses.list("eth0"),
                () -> LinkAddresses.mac("eth0"),
                () -> ArpAnnouncer.open("eth0"),
                () -> LeaseFence.install("eth0", List.of(address)),
                () -> SocketDestroyer.destroy(List.of(tuple)),
                () -> SocketDestroyer.destroyAll(address, new PortRange(80, 80)),
                RawTcp::open,
                () -> PacketTap.open("eth0", new TapSettings(1, 1, 0), ""),
                PacketTap::interfaces,
                () -> Mounts.tmpfs(Path.of("/run")),
                () -> Mounts.sysfs(Path.of("/sys")));
        for (NetworkNamespace.Action entry : entries) {
            LinuxException e = Expect.failure(Abi.ENOSYS, entry);
            Expect.that(e.getMessage().contains("Linux only"), e.getMessage());
        }
        Expect.that(PacketTap.problem().orElseThrow().contains("Linux only"), "no tap");
        Expect.that(!KernelCheck.isLinux(), "this isn't Linux");
        Expect.that(
                KernelCheck.problems().getFirst().contains("Linux only"),
                KernelCheck.problems().toString());
    }
}
