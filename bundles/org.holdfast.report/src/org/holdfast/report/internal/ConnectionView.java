package org.holdfast.report.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.OutputComparison;
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.tcp.Verdict;

/**
 * What became of one connection, as texts.
 *
 * @param client the remote host's end
 * @param service the service's end
 * @param mode how it was to be continued
 * @param fate continued, reset, lost, or unknown when nobody reported
 * @param verdict what was known before, in one or two words
 * @param survives whether that verdict was good
 * @param stall how long the client waited; {@code –} while nothing followed
 * @param compared how much of the copy's output was compared, and how much differed
 * @param differs whether any of it differed
 * @param remarks reasons, first difference, what helps next time; sentences
 * @param proof of its streams; empty when nobody reported
 */
public record ConnectionView(
        String client,
        String service,
        String mode,
        String fate,
        String verdict,
        boolean survives,
        String stall,
        String compared,
        boolean differs,
        List<String> remarks,
        Optional<ProofView> proof) {

    private static final String NONE = "–";

    /** Those that were reported, in their order, then those that were planned but of which nothing was heard. */
    static List<ConnectionView> all(Plan plan, List<IncidentConnection> reported, boolean running) {
        List<ConnectionView> views = new ArrayList<>();
        reported.forEach(connection -> views.add(reported(connection, plan)));
        plan.connections().stream()
                .filter(planned -> reported.stream().noneMatch(c -> c.outcome().connection() == planned.id()))
                .forEach(planned -> views.add(silent(planned, running)));
        return List.copyOf(views);
    }

    private static ConnectionView reported(IncidentConnection connection, Plan plan) {
        ConnectionOutcome outcome = connection.outcome();
        return of(
                outcome.tuple(),
                outcome.mode(),
                outcome.fate().name().toLowerCase(Locale.ROOT),
                connection.verdictBefore(),
                connection.stall().map(Format::duration).orElse(NONE),
                outcome.comparedBytes() == 0
                        ? NONE
                        : Format.bytes(outcome.comparedBytes()) + ", "
                                + (outcome.differingBytes() == 0
                                        ? "all equal"
                                        : Format.exactBytes(outcome.differingBytes()) + " differ"),
                outcome.differingBytes() > 0,
                remarks(connection, plan),
                Optional.of(ProofView.of(connection, plan)));
    }

    private static ConnectionView silent(PlannedConnection planned, boolean running) {
        List<String> remarks = new ArrayList<>();
        remarks.add(running ? "Nothing was reported yet." : "The failover host reported nothing about it.");
        addVerdict(remarks, planned.verdict());
        return of(
                planned.tuple(),
                planned.mode(),
                "unknown",
                planned.verdict(),
                NONE,
                NONE,
                false,
                remarks,
                Optional.empty());
    }

    private static ConnectionView of(
            FourTuple tuple,
            ContinuityMode mode,
            String fate,
            Verdict verdict,
            String stall,
            String compared,
            boolean differs,
            List<String> remarks,
            Optional<ProofView> proof) {
        return new ConnectionView(
                tuple.remote().toString(),
                tuple.service().toString(),
                mode.name().toLowerCase(Locale.ROOT),
                fate,
                verdict.reason().label(),
                verdict.survives(),
                stall,
                compared,
                differs,
                List.copyOf(remarks),
                proof);
    }

    private static List<String> remarks(IncidentConnection connection, Plan plan) {
        List<String> remarks = new ArrayList<>();
        ConnectionOutcome outcome = connection.outcome();
        if (!outcome.reason().isBlank()) {
            remarks.add(sentence(outcome.reason()));
        }
        if (outcome.differingBytes() > 0) {
            boolean accepted = plan.service().failover().comparison() == OutputComparison.LENGTH_ONLY;
            remarks.add((outcome.firstDifference().isBlank()
                            ? "The copy's output differed."
                            : "First difference: " + ended(outcome.firstDifference()))
                    + (accepted ? " The policy compares lengths only and accepts this." : ""));
        }
        addVerdict(remarks, connection.verdictBefore());
        return remarks;
    }

    private static void addVerdict(List<String> remarks, Verdict verdict) {
        if (!verdict.survives()) {
            remarks.add(sentence(verdict.detail().isBlank() ? verdict.reason().meaning() : verdict.detail()));
            remarks.add("What helps: " + verdict.reason().cure());
        }
    }

    private static String sentence(String text) {
        String ended = ended(text);
        return ended.substring(0, 1).toUpperCase(Locale.ROOT) + ended.substring(1);
    }

    private static String ended(String text) {
        String clean = Format.text(text.strip());
        return clean.endsWith(".") || clean.endsWith("!") || clean.endsWith("?") ? clean : clean + ".";
    }
}
