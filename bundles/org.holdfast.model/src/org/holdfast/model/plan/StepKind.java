package org.holdfast.model.plan;

/** The steps of a change of owner, in their order. */
public enum StepKind {
    DETECT("Detect", "A majority no longer hears the host, and the wire is silent."),
    RELEASE("Release", "The living owner stops sending and gives the address up."),
    HAND_OVER("Hand over", "The cache sends what it holds to the failover host."),
    REPLAY("Replay", "The application is fed the stored bytes; its output is compared."),
    FENCE("Fence", "The old lease runs out; a majority grants the new one."),
    REBUILD("Rebuild", "Connections are built in the kernel, silently."),
    TAKE_ADDRESS("Take address", "The addresses are added and announced by ARP."),
    RESUME("Resume", "Connections go on; unacknowledged bytes are sent."),
    ANNOUNCE("Announce", "The new ownership is broadcast.");

    private final String label;
    private final String meaning;

    StepKind(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    public String label() {
        return label;
    }

    public String meaning() {
        return meaning;
    }
}
