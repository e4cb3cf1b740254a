package org.holdfast.lab.tests;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The control: without a takeover the same transfer fails, so the main job's check can fail. */
class NoTakeoverTest {

    @Test
    void theTransferFailsWhenNobodyTakesOver() throws IOException, InterruptedException {
        LabProcess lab = LabProcess.run("no-takeover", "--no-takeover");

        assertNotEquals(0, lab.exitCode(), lab.output());
        assertTrue(lab.output().contains("survived 0/1"), lab.output());
        assertTrue(lab.output().contains("curl ended with exit code 28"), lab.output());
    }
}
