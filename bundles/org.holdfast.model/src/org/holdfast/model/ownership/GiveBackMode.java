package org.holdfast.model.ownership;

/** What happens when the home host of a service is well again (claim 10). */
public enum GiveBackMode {
    /** It regains the address and the connections, once every live one would survive the move. */
    REGAIN,
    /** It regains the address when no connection is live any more, so that only new connections go back. */
    DRAIN,
    /** An administrator decides. */
    MANUAL,
    /** As {@link #REGAIN}, but only within the policy's time windows. */
    WINDOW
}
