package org.holdfast.lab.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Claim 10 with a live connection: it moves to the failover host and back, and the client's download goes on. */
class ReturnDuringTest {

    @Test
    void theReturnedHostRegainsTheLiveConnection() throws IOException, InterruptedException, SQLException {
        LabProcess lab = LabProcess.run("return-during", "--return-during");

        assertEquals(0, lab.exitCode(), lab.output());
        IncidentRows giveBack = IncidentRows.read(lab.path("cache", "history"), "GIVE_BACK");
        assertEquals("alpha", giveBack.plan().get("to"));
        assertEquals("CONTINUED", giveBack.onlyConnection().fate());
        assertTrue(
                giveBack.endOf("RELEASE").compareTo(giveBack.startOf("TAKE_ADDRESS")) <= 0,
                "beta had stopped sending before alpha took the address");
    }
}
