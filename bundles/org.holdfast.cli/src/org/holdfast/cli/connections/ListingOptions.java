package org.holdfast.cli.connections;

import java.util.Optional;
import org.holdfast.cache.filter.DisplayFilter;
import org.holdfast.cache.filter.FilterException;

/**
 * What {@code holdfast connections} was told.
 *
 * @param file to read, {@code -} for standard input
 * @param filter which connections to show
 * @param json rows of JSON instead of a table
 * @param summary only sums
 */
public record ListingOptions(String file, DisplayFilter filter, boolean json, boolean summary) {

    /**
     * Understands command lines without anything unusual in them. They needn't wait for a parser that knows every
     * option of every command: its start takes as long as reading 100 MB.
     *
     * @param arguments the command's name first
     * @return empty for everything else: other commands, help, other spellings, mistakes
     */
    public static Optional<ListingOptions> ofPlain(String[] arguments) {
        if (arguments.length == 0 || !arguments[0].equals("connections")) {
            return Optional.empty();
        }
        String file = null;
        String filter = null;
        boolean json = false;
        boolean summary = false;
        for (int i = 1; i < arguments.length; i++) {
            boolean hasValue = i + 1 < arguments.length && isPlainValue(arguments[i + 1]);
            if (arguments[i].equals("--read") && hasValue && file == null) {
                file = arguments[++i];
            } else if (arguments[i].equals("--filter") && hasValue && filter == null) {
                filter = arguments[++i];
            } else if (arguments[i].equals("--json") && !json) {
                json = true;
            } else if (arguments[i].equals("--summary") && !summary) {
                summary = true;
            } else {
                return Optional.empty();
            }
        }
        try {
            DisplayFilter shown = filter == null ? DisplayFilter.ALL : DisplayFilter.parse(filter);
            return file == null ? Optional.empty() : Optional.of(new ListingOptions(file, shown, json, summary));
        } catch (FilterException e) {
            return Optional.empty();
        }
    }

    /** Not what a command line may mean otherwise: an option, a quoted value, a file with arguments. */
    private static boolean isPlainValue(String value) {
        return value.equals("-")
                || !value.isEmpty() && !value.startsWith("-") && !value.startsWith("\"") && !value.startsWith("@");
    }
}
