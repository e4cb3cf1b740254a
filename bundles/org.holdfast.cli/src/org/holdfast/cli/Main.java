package org.holdfast.cli;

import java.io.IOException;
import java.util.Optional;
import org.holdfast.cli.connections.Listing;
import org.holdfast.cli.connections.ListingOptions;

/** {@code holdfast COMMAND …} as a plain Java process: the same commands without Equinox, for those that end soon. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Optional<ListingOptions> listing = ListingOptions.ofPlain(arguments);
        int exitCode = listing.isPresent() ? list(listing.get()) : Holdfast.run(arguments, failure -> {});
        // System.exit first looks for a logger to tell, which takes longer than some commands.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static int list(ListingOptions options) {
        try {
            String fault = Listing.print(options, System.out);
            if (fault.isEmpty()) {
                return 0;
            }
            System.err.println("holdfast: " + fault);
        } catch (IOException e) {
            System.err.println(PlainErrors.line(e));
        }
        return 1;
    }
}
