package org.holdfast.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.model.policy.PolicySet;
import org.holdfast.policy.internal.PolicyFields;

/** The difference between two policy sets, field by field. Services, hosts and maintenance are matched by their names. */
public final class PolicyDiff {

    private PolicyDiff() {}

    /** What changes on the way from one set to another, in the order of their fields; empty when they mean the same. */
    public static List<PolicyChange> between(PolicySet before, PolicySet after) {
        Map<String, String> old = PolicyFields.of(before);
        Map<String, String> young = PolicyFields.of(after);
        Set<String> fields = new LinkedHashSet<>(old.keySet());
        fields.addAll(young.keySet());
        List<PolicyChange> changes = new ArrayList<>();
        for (String field : fields) {
            String was = old.getOrDefault(field, "");
            String is = young.getOrDefault(field, "");
            if (!was.equals(is)) {
                changes.add(new PolicyChange(field, was, is));
            }
        }
        return List.copyOf(changes);
    }
}
