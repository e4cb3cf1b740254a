package org.holdfast.agent.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.linux.RepairSocket;
import org.holdfast.linux.StreamSocket;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.tcp.ControlBlock;

/** A kernel that remembers what was asked of it. */
final class RecordingKernel implements Kernel {

    private final List<String> calls = new ArrayList<>();
    private boolean expired;
    private long nanos;
    private Duration cost = Duration.ZERO;
    private Duration lastValidity = Duration.ZERO;

    List<String> calls() {
        return List.copyOf(calls);
    }

    void forget() {
        calls.clear();
    }

    void leaseHasRunOut() {
        expired = true;
    }

    /** How long each refresh of a lease takes from now on. */
    void takes(Duration time) {
        cost = time;
    }

    long nanoTime() {
        return nanos;
    }

    /** What the kernel was told last. */
    Duration lastValidity() {
        return lastValidity;
    }

    private void told(Duration validFor) {
        nanos += cost.toNanos();
        lastValidity = validFor;
    }

    @Override
    public MacAddress mac() {
        return new MacAddress(1);
    }

    @Override
    public void grant(Service service, Duration validFor) {
        calls.add("grant");
        told(validFor);
    }

    @Override
    public boolean renew(Service service, Duration validFor) {
        calls.add("renew");
        told(validFor);
        return !expired;
    }

    @Override
    public void revoke(Service service) {
        calls.add("revoke");
    }

    @Override
    public void takeAddresses(Service service) {
        calls.add("takeAddresses");
    }

    @Override
    public void dropAddresses(Service service) {
        calls.add("dropAddresses");
    }

    @Override
    public int destroyConnections(Service service) {
        calls.add("destroyConnections");
        return 0;
    }

    @Override
    public RepairSocket rebuild(ControlBlock state, Instant now) throws IOException {
        throw new IOException("this kernel builds no sockets");
    }

    @Override
    public StreamSocket connect(Endpoint application) throws IOException {
        throw new IOException("this kernel has no applications");
    }

    @Override
    public void reset(FourTuple tuple, int sequenceNumber) {
        calls.add("reset " + tuple + " " + sequenceNumber);
    }

    @Override
    public void acknowledge(ControlBlock state) {
        calls.add("acknowledge");
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
