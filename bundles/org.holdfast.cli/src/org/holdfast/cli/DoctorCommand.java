package org.holdfast.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.linux.KernelCheck;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(name = "doctor", description = "Says whether this host can take connections over, and what to change.")
final class DoctorCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<String> problems = KernelCheck.problems();
        if (problems.isEmpty()) {
            out.println("This host can take connections over.");
            return 0;
        }
        problems.forEach(problem -> out.println("✖ " + problem));
        return 1;
    }
}
