package org.holdfast.console;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the console was asked on its command line.
 *
 * @param config configuration of the cache node to start in this process
 */
public record ConsoleArguments(Optional<Path> config) {

    private static final String CONFIG = "--config";

    /**
     * Reads {@code --config FILE} and {@code --config=FILE}. Everything else belongs to the platform and is left to it.
     *
     * @throws IllegalArgumentException when the file isn't named; the message is for people
     */
    public static ConsoleArguments parse(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.startsWith(CONFIG + "=")) {
                return of(argument.substring(CONFIG.length() + 1));
            }
            if (argument.equals(CONFIG)) {
                return of(i + 1 < arguments.length ? arguments[i + 1] : "");
            }
        }
        return new ConsoleArguments(Optional.empty());
    }

    private static ConsoleArguments of(String file) {
        if (file.isBlank() || file.startsWith("--")) {
            throw new IllegalArgumentException(
                    "--config names no file. Write: holdfast console --config FILE, with a node configuration.");
        }
        return new ConsoleArguments(Optional.of(Path.of(file)));
    }
}
