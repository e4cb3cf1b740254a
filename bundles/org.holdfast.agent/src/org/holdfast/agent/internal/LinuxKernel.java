package org.holdfast.agent.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.holdfast.linux.ArpAnnouncer;
import org.holdfast.linux.KernelCheck;
import org.holdfast.linux.LeaseFence;
import org.holdfast.linux.LinkAddresses;
import org.holdfast.linux.RawTcp;
import org.holdfast.linux.RepairSocket;
import org.holdfast.linux.SocketDestroyer;
import org.holdfast.linux.StreamSocket;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.tcp.ControlBlock;

/** The Linux kernel of this host, for the services on one interface. */
public final class LinuxKernel implements Kernel {

    private final String interfaceName;
    private final MacAddress mac;
    private final LeaseFence fence;
    private final ArpAnnouncer announcer;
    private final RawTcp raw;

    private LinuxKernel(String interfaceName, MacAddress mac, LeaseFence fence, ArpAnnouncer announcer, RawTcp raw) {
        this.interfaceName = interfaceName;
        this.mac = mac;
        this.fence = fence;
        this.announcer = announcer;
        this.raw = raw;
    }

    /**
     * Checks what the kernel can do, fences all services' addresses, and removes those an earlier life left behind.
     *
     * @throws IOException naming everything that is missing and what to do
     */
    public static LinuxKernel prepare(String interfaceName, List<Service> services) throws IOException {
        List<String> problems = KernelCheck.problems();
        if (!problems.isEmpty()) {
            throw new IOException("this host can't take connections over: " + String.join("; ", problems));
        }
        List<InetAddress> owned =
                services.stream().flatMap(s -> s.addresses().stream()).toList();
        LeaseFence fence = LeaseFence.install(interfaceName, owned);
        LinuxKernel kernel = new LinuxKernel(
                interfaceName,
                LinkAddresses.mac(interfaceName),
                fence,
                ArpAnnouncer.open(interfaceName),
                RawTcp.open());
        for (Service service : services) {
            kernel.dropAddresses(service);
        }
        return kernel;
    }

    @Override
    public MacAddress mac() {
        return mac;
    }

    @Override
    public void grant(Service service, Duration validFor) throws IOException {
        for (InetAddress address : service.addresses()) {
            fence.grant(address, validFor);
        }
    }

    @Override
    public boolean renew(Service service, Duration validFor) throws IOException {
        boolean all = true;
        for (InetAddress address : service.addresses()) {
            all &= fence.renew(address, validFor);
        }
        return all;
    }

    @Override
    public void revoke(Service service) throws IOException {
        for (InetAddress address : service.addresses()) {
            fence.revoke(address);
        }
    }

    @Override
    public void takeAddresses(Service service) throws IOException {
        for (InetAddress address : service.addresses()) {
            LinkAddresses.add(interfaceName, address);
            announcer.announce(address);
        }
    }

    @Override
    public void dropAddresses(Service service) throws IOException {
        for (InetAddress address : service.addresses()) {
            LinkAddresses.remove(interfaceName, address);
        }
    }

    @Override
    public int destroyConnections(Service service) throws IOException {
        int destroyed = 0;
        for (InetAddress address : service.addresses()) {
            for (PortRange ports : service.ports()) {
                destroyed += SocketDestroyer.destroyAll(address, ports);
            }
        }
        return destroyed;
    }

    @Override
    public RepairSocket rebuild(ControlBlock state, Instant now) throws IOException {
        return RepairSocket.build(state, now);
    }

    @Override
    public StreamSocket connect(Endpoint application) throws IOException {
        return StreamSocket.connect(application);
    }

    @Override
    public void reset(FourTuple tuple, int sequenceNumber) throws IOException {
        raw.reset(tuple, sequenceNumber);
    }

    @Override
    public void acknowledge(ControlBlock state) throws IOException {
        raw.acknowledge(state);
    }

    /** Closes what is open; the fence stays, so that a host without an agent stays silent. */
    @Override
    public void close() {
        raw.close();
        announcer.close();
    }
}
