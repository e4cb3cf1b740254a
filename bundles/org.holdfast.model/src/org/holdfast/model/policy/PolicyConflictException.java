package org.holdfast.model.policy;

/** Somebody else applied policies since the author looked. */
public final class PolicyConflictException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Says who was faster.
     *
     * @param basedOn number of the version that the author saw
     * @param current the version that is applied now
     */
    public PolicyConflictException(long basedOn, PolicyVersion current) {
        super("version " + current.number() + " by " + current.author() + " was applied after version " + basedOn
                + ", which this change is based on; look at the difference and apply again");
    }
}
