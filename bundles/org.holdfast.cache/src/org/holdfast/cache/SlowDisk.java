package org.holdfast.cache;

/** What happens when packets come faster than the disk takes them, and the memory between is full. */
public enum SlowDisk {
    /** The oldest packets that aren't on disk yet are given up, and counted. The capture never waits. */
    GIVE_UP_OLDEST,

    /**
     * Who brings the packets waits for the disk. For files; an interface would drop packets. A disk that fails isn't
     * waited for.
     */
    WAIT
}
