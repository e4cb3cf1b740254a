package org.holdfast.cli.policy;

import java.util.List;
import java.util.Locale;
import org.holdfast.cli.connections.JsonText;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Refusal;
import org.holdfast.model.policy.PolicyProblem;
import org.holdfast.policy.Evaluation;
import org.holdfast.policy.HostChoice;
import org.holdfast.policy.PolicyChange;

/** What these commands say as JSON, one object a line. */
final class PolicyJson {

    private final StringBuilder out = new StringBuilder("{");

    private PolicyJson() {}

    /** {@code {"field":…,"before":…,"after":…}}; null where there is no value. */
    static String change(PolicyChange change) {
        return new PolicyJson()
                .string("field", change.field())
                .stringOrNull("before", change.before())
                .stringOrNull("after", change.after())
                .end();
    }

    /** {@code {"severity":"error","field":…,"sentence":…}}. */
    static String problem(PolicyProblem problem) {
        return new PolicyJson()
                .string("severity", problem.severity().name().toLowerCase(Locale.ROOT))
                .string("field", problem.field())
                .string("sentence", problem.sentence())
                .end();
    }

    /** {@code {"service":…,"from":…,"to":…,"reasons":[…],"hosts":[{"host":…,"chosen":…,"against":[…]}]}}. */
    static String evaluation(Evaluation evaluation) {
        PolicyJson json = new PolicyJson().string("service", evaluation.service());
        switch (evaluation.decision()) {
            case Plan plan ->
                json.string("plan", plan.id().toString())
                        .string("from", plan.from().name())
                        .string("to", plan.to().name())
                        .strings("reasons", List.of());
            case Refusal refusal ->
                json.stringOrNull("plan", "")
                        .stringOrNull("from", "")
                        .stringOrNull("to", "")
                        .strings("reasons", refusal.reasons());
        }
        json.key("hosts").out.append('[');
        for (HostChoice host : evaluation.hosts()) {
            json.out.append(json.out.charAt(json.out.length() - 1) == '[' ? "" : ",");
            json.out.append(new PolicyJson()
                    .string("host", host.host().name())
                    .bool("chosen", host.chosen())
                    .strings("against", host.against())
                    .end());
        }
        json.out.append(']');
        return json.end();
    }

    private PolicyJson key(String key) {
        if (out.length() > 1) {
            out.append(',');
        }
        JsonText.string(key, out);
        out.append(':');
        return this;
    }

    private PolicyJson string(String key, String value) {
        JsonText.string(value, key(key).out);
        return this;
    }

    private PolicyJson stringOrNull(String key, String value) {
        JsonText.stringOrNull(value, key(key).out);
        return this;
    }

    private PolicyJson bool(String key, boolean value) {
        key(key).out.append(value);
        return this;
    }

    private PolicyJson strings(String key, List<String> values) {
        key(key).out.append('[');
        for (int i = 0; i < values.size(); i++) {
            out.append(i == 0 ? "" : ",");
            JsonText.string(values.get(i), out);
        }
        out.append(']');
        return this;
    }

    private String end() {
        return out.append('}').toString();
    }
}
