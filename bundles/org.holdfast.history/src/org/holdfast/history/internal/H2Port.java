package org.holdfast.history.internal;

/** Where H2 listens when it serves its file to other processes of this machine. */
public final class H2Port {

    public static final String LOOPBACK = "127.0.0.1";

    private static final String PROPERTY = "h2.bindAddress";

    private H2Port() {}

    /**
     * Keeps the port off the network. H2 reads the property once, when its first class is initialized, so whoever uses
     * H2's classes calls this in a static initializer.
     */
    public static void onLoopback() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, LOOPBACK);
        }
    }
}
