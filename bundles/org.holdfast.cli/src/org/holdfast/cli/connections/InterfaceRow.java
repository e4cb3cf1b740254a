package org.holdfast.cli.connections;

import java.io.IOException;
import java.net.InetAddress;
import org.holdfast.cache.CaptureInterface;
import org.holdfast.cache.CaptureSources;
import org.holdfast.model.net.AddressText;

/**
 * One interface, and whether this process may capture there.
 *
 * @param described what the system says of it
 * @param obstacle why this process can't capture there, and what to do; empty when it can
 */
record InterfaceRow(CaptureInterface described, String obstacle) {

    /** Enough for a trial. */
    private static final int TRIAL_BUFFER = 1 << 16;

    static InterfaceRow of(CaptureInterface described, CaptureSources sources) {
        return new InterfaceRow(described, obstacle(described.name(), sources));
    }

    /** The only answer that holds is a trial: rights, drivers and namespaces all have a say. */
    private static String obstacle(String name, CaptureSources sources) {
        try {
            sources.openLive(name, TRIAL_BUFFER, "").close();
            return "";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    boolean mayCapture() {
        return obstacle.isEmpty();
    }

    /** Its cells in the table. */
    String[] cells() {
        return new String[] {described.name(), state(), mayCapture() ? "yes" : "no", addresses(), description()};
    }

    private String state() {
        if (!described.up()) {
            return "down";
        }
        return described.running() ? "running" : "up";
    }

    private String addresses() {
        StringBuilder text = new StringBuilder();
        for (InetAddress address : described.addresses()) {
            text.append(text.isEmpty() ? "" : " ");
            AddressText.write(address, text);
        }
        return text.toString();
    }

    private String description() {
        return described.description().isEmpty() && described.loopback() ? "loopback" : described.description();
    }
}
