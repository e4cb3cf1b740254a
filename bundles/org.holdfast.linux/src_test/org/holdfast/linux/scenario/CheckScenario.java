package org.holdfast.linux.scenario;

import java.util.List;
import org.holdfast.linux.KernelCheck;

/** Prints what is missing here; status 1 when something is. */
public final class CheckScenario {

    private CheckScenario() {}

    public static void main(String[] args) {
        Expect.that(KernelCheck.isLinux(), "this is Linux");
        List<String> problems = KernelCheck.problems();
        Expect.equal(problems, KernelCheck.problems(), "problems found when looked for again");
        problems.forEach(System.out::println);
        System.exit(problems.isEmpty() ? 0 : 1);
    }
}
