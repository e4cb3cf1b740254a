package org.holdfast.cli;

import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;

/** Prints what went wrong as one line. */
final class PlainErrors implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

    private final Consumer<Exception> failures;

    PlainErrors(Consumer<Exception> failures) {
        this.failures = failures;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult result) {
        command.getErr().println(line(e));
        failures.accept(e);
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    @Override
    public int handleParseException(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        // What points at a character with a second line says enough.
        String more = e.getMessage().indexOf('\n') < 0 ? " ('" + name + " --help' says more)" : "";
        command.getErr().println("holdfast: " + e.getMessage() + suggestion(e) + more);
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    static String line(Exception e) {
        return "holdfast: " + (e.getMessage() == null ? e.toString() : e.getMessage());
    }

    private static String suggestion(CommandLine.ParameterException e) {
        if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
            return "";
        }
        List<String> suggestions = unmatched.getSuggestions();
        return suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
    }
}
