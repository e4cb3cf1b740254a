package org.holdfast.cli.connections;

import org.holdfast.model.tcp.Verdict;

/** Why a verdict is so. */
final class Reasons {

    private Reasons() {}

    /** What was seen, or what the verdict means; empty when it would survive and nothing more is to be said. */
    static String of(Verdict verdict) {
        if (!verdict.detail().isEmpty() || verdict.survives()) {
            return verdict.detail();
        }
        return verdict.reason().meaning();
    }
}
