package org.holdfast.lab;

import java.io.IOException;
import java.io.PrintStream;
import org.holdfast.lab.internal.LabRun;

/** Starts a lab. */
public final class Lab {

    private Lab() {}

    /**
     * Runs a lab to its end, in namespaces that nobody else uses.
     *
     * @param out where each step is printed
     * @return whether the connections survived; with a window, whether the console ended well
     * @throws IOException when the lab itself can't be built or goes wrong, saying why
     */
    public static boolean run(LabOptions options, PrintStream out) throws IOException, InterruptedException {
        return new LabRun(options, out).run();
    }
}
