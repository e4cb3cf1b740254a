package org.holdfast.model.ownership;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hours of some days of the week, by the clocks of one time zone, summer time and all.
 *
 * @param days the days on which it opens, at least one
 * @param from when it opens
 * @param to when it closes, itself not included; not later than {@code from} means the next day
 * @param zone whose clocks
 */
public record TimeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    private static final int NAME_LENGTH = 3;

    public TimeWindow {
        days = Set.copyOf(days);
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(zone, "zone");
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a window opens on at least one day");
        }
    }

    /**
     * Reads what {@link #toString()} writes, and ranges of days.
     *
     * @param text {@code Mon-Fri 02:00-04:00 Europe/Berlin}, {@code Sat,Sun 22:00-06:00 UTC} or
     *     {@code daily 02:00-04:00 UTC}
     * @throws IllegalArgumentException when the text has no such form
     */
    public static TimeWindow parse(String text) {
        String[] parts = text.strip().split(" +");
        String[] hours = parts.length == NAME_LENGTH ? parts[1].split("-") : new String[0];
        if (hours.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is not days from-to zone");
        }
        try {
            return new TimeWindow(
                    days(parts[0]), LocalTime.parse(hours[0]), LocalTime.parse(hours[1]), ZoneId.of(parts[2]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not days from-to zone: " + e.getMessage(), e);
        }
    }

    private static Set<DayOfWeek> days(String text) {
        if (text.equals("daily")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",")) {
            String[] ends = part.split("-", 2);
            DayOfWeek last = day(ends[ends.length - 1]);
            DayOfWeek day = day(ends[0]);
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String text) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> name(day).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + text + "' is no day; write Mon, Tue, … or daily"));
    }

    private static String name(DayOfWeek day) {
        String name = day.name().substring(0, NAME_LENGTH).toLowerCase(Locale.ROOT);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Whether it is open at a moment. */
    public boolean contains(Instant moment) {
        LocalDate today = moment.atZone(zone).toLocalDate();
        return isOpen(today, moment) || isOpen(today.minusDays(1), moment);
    }

    private boolean isOpen(LocalDate day, Instant moment) {
        return days.contains(day.getDayOfWeek())
                && !moment.isBefore(opening(day))
                && moment.isBefore(instant(from.isBefore(to) ? day : day.plusDays(1), to));
    }

    private Instant opening(LocalDate day) {
        return instant(day, from);
    }

    /** What a clock never shows, because summer time begins, is as long after midnight as if it didn't. */
    private Instant instant(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(zone).toInstant();
    }

    /** When it opens next, later than a moment. */
    public Instant opensAfter(Instant moment) {
        LocalDate date = moment.atZone(zone).toLocalDate();
        Instant opening = null;
        while (opening == null || !opening.isAfter(moment)) {
            opening = days.contains(date.getDayOfWeek()) ? opening(date) : null;
            date = date.plusDays(1);
        }
        return opening;
    }

    @Override
    public String toString() {
        String named = days.size() == DayOfWeek.values().length
                ? "daily"
                : days.stream().sorted().map(TimeWindow::name).collect(Collectors.joining(","));
        return named + " " + from + "-" + to + " " + zone;
    }
}
