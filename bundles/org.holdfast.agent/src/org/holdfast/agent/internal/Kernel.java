package org.holdfast.agent.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.linux.RepairSocket;
import org.holdfast.linux.StreamSocket;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.tcp.ControlBlock;

/** What the agent asks of its host's kernel. Implementations may be called from any thread. */
public interface Kernel extends AutoCloseable {

    /** The MAC address of the interface that carries the services' addresses. */
    MacAddress mac();

    /** Lets packets from the service's addresses out for so long. */
    void grant(Service service, Duration validFor) throws IOException;

    /**
     * Prolongs that.
     *
     * @return false when it had run out before: packets stay in
     */
    boolean renew(Service service, Duration validFor) throws IOException;

    /** Lets no packet from the service's addresses out any more. */
    void revoke(Service service) throws IOException;

    /** Adds the service's addresses and announces them as its ARP policy says. */
    void takeAddresses(Service service) throws IOException;

    /** Removes the service's addresses; no error when they aren't there. */
    void dropAddresses(Service service) throws IOException;

    /** Ends all connections of the service in this kernel; call it only while packets are kept in. */
    int destroyConnections(Service service) throws IOException;

    /** Builds a connection, silently. */
    RepairSocket rebuild(ControlBlock state, Instant now) throws IOException;

    /** Connects to an application on this host. */
    StreamSocket connect(Endpoint application) throws IOException;

    /** Tells the remote host at once that its connection is over. */
    void reset(FourTuple tuple, int sequenceNumber) throws IOException;

    /** Makes the remote host answer with its true acknowledgment and window. */
    void acknowledge(ControlBlock state) throws IOException;

    @Override
    void close();
}
