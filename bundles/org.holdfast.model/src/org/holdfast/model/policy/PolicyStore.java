package org.holdfast.model.policy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The policies that a majority has agreed on, and how others become so. Every node sees the same versions in the same
 * order. All methods may be called from any thread; none but the returned future waits for the others.
 */
public interface PolicyStore {

    /** The newest version that this node knows. */
    PolicyVersion current();

    /**
     * The newest versions first.
     *
     * @param limit at most so many, 1 or more
     */
    List<PolicyVersion> history(int limit);

    /**
     * Has the majority apply a set as a whole.
     *
     * @param policies checked by the caller; a set that {@link PolicyCheck} finds errors in is refused
     * @param basedOn number of the version that the author saw. Another one meanwhile is a conflict, so that nobody
     *     undoes what he hasn't seen
     * @param author who wants it
     * @param note why; may be empty
     * @return completes with the new version when a majority has it; exceptionally with {@link PolicyConflictException},
     *     or with an exception that says that there is no majority
     */
    CompletableFuture<PolicyVersion> apply(PolicySet policies, long basedOn, String author, String note);

    /** Has each further version told, in order, on a thread of the agreement: return soon. */
    void addListener(Consumer<PolicyVersion> listener);

    void removeListener(Consumer<PolicyVersion> listener);
}
