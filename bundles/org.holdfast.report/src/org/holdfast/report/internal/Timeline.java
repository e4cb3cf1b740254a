package org.holdfast.report.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.plan.StepResult;

/**
 * The drawing of an incident's steps: one bar for each, on one axis of time that is counted from the opening. All
 * lengths are user units of the drawing; the template only sets them.
 *
 * @param width of the whole drawing
 * @param height of the whole drawing
 * @param bars in the order of the steps
 * @param ticks of the axis, from left to right
 * @param openedX where the incident was opened
 * @param closedX where it was closed; empty while it runs
 */
public record Timeline(
        int width, int height, List<Bar> bars, List<Tick> ticks, double openedX, Optional<Double> closedX) {

    private static final int WIDTH = 960;

    private static final int LEFT = 140;
    /** Leaves room for a bar's duration. */
    private static final int RIGHT = 820;

    private static final int TOP = 30;
    private static final int ROW = 26;
    private static final int WANTED_TICKS = 6;

    /**
     * One step.
     *
     * @param labelX where the duration is written
     */
    public record Bar(String label, String duration, boolean done, double x, double y, double width, double labelX) {}

    /** A mark of the axis. */
    public record Tick(double x, String label) {}

    static Timeline of(Incident incident) {
        Instant opened = incident.openedAt();
        long begin = 0;
        long end = incident.closedAt().map(t -> nanos(opened, t)).orElse(0L);
        for (StepResult step : incident.steps()) {
            long start = nanos(opened, step.startedAt());
            begin = Math.min(begin, start);
            end = Math.max(end, start + step.took().toNanos());
        }
        Scale scale = new Scale(begin, Math.max(end, begin + 1_000_000));
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < incident.steps().size(); i++) {
            bars.add(bar(incident.steps().get(i), i, opened, scale));
        }
        return new Timeline(
                WIDTH,
                TOP + ROW * bars.size() + 8,
                List.copyOf(bars),
                scale.ticks(),
                scale.x(0),
                incident.closedAt().map(t -> scale.x(nanos(opened, t))));
    }

    private static Bar bar(StepResult step, int row, Instant opened, Scale scale) {
        long start = nanos(opened, step.startedAt());
        double x = scale.x(start);
        // A step that took next to nothing still has to be seen.
        double width = Math.max(3, scale.x(start + step.took().toNanos()) - x);
        return new Bar(
                step.kind().label(),
                Format.duration(step.took()),
                step.outcome() == StepResult.Outcome.DONE,
                x,
                TOP + ROW * row + 5,
                round(width),
                round(x + width + 6));
    }

    private static long nanos(Instant from, Instant to) {
        return Duration.between(from, to).toNanos();
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** Time to place; nanoseconds from the opening. */
    private record Scale(long begin, long end) {

        double x(long nanos) {
            return round(LEFT + (double) (nanos - begin) / (end - begin) * (RIGHT - LEFT));
        }

        List<Tick> ticks() {
            long step = step();
            List<Tick> ticks = new ArrayList<>();
            for (long at = Math.ceilDiv(begin, step) * step; at <= end; at += step) {
                ticks.add(new Tick(x(at), at == 0 ? "0" : Format.offset(Duration.ofNanos(at))));
            }
            return List.copyOf(ticks);
        }

        /** 1, 2 or 5 times a power of ten, so that there are about as many ticks as wanted. */
        private long step() {
            double rough = (double) (end - begin) / WANTED_TICKS;
            long power = (long) Math.pow(10, Math.floor(Math.log10(rough)));
            for (int factor : new int[] {1, 2, 5}) {
                if (factor * power >= rough) {
                    return factor * power;
                }
            }
            return 10 * power;
        }
    }
}
