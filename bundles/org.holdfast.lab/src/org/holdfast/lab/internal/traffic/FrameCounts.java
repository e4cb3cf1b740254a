package org.holdfast.lab.internal.traffic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.lab.LabException;

/**
 * What a capturing program says at its end.
 *
 * @param captured frames that it took
 * @param dropped frames that the kernel had no room for
 */
record FrameCounts(long captured, long dropped) {

    private static final Pattern CAPTURED = Pattern.compile("([\\d,]+) packets? captured");
    private static final Pattern DROPPED = Pattern.compile("([\\d,]+) (?:packets? )?dropped by (?:the )?kernel");

    /**
     * Reads the lines that tcpdump and {@code holdfast capture} print.
     *
     * @throws LabException when they aren't there, with what was printed instead
     */
    static FrameCounts in(String output) throws LabException {
        return new FrameCounts(number(CAPTURED, output), number(DROPPED, output));
    }

    private static long number(Pattern pattern, String output) throws LabException {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new LabException("no '" + pattern + "' in what the capture printed: " + output.strip());
        }
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }
}
