package org.holdfast.model.plan;

/** Why a service changes its owner. */
public enum Trigger {
    /** The owner died. */
    HOST_FAILURE("host failure"),
    /** An administrator moves the service while both hosts live. */
    MIGRATION("migration"),
    /** The home host is well again (claim 10). */
    GIVE_BACK("give-back");

    private final String label;

    Trigger(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
