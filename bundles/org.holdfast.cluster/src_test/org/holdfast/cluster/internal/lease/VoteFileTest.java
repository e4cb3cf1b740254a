package org.holdfast.cluster.internal.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoteFileTest {

    private static final Ballot SEVEN = new Ballot(7, new Candidate(new NodeId("alpha"), 1_700_000_000_000L));
    private static final Ballot EIGHT = new Ballot(8, new Candidate(new NodeId("beta"), 1));

    @TempDir
    Path directory;

    @Test
    void readsBackWhatItStored() throws IOException {
        VoteFile file = VoteFile.open(directory);
        file.store("web", SEVEN);
        file.store("a name = with signs\nin it ü", SEVEN);
        file.store("web", EIGHT);
        assertEquals(
                Map.of("web", EIGHT, "a name = with signs\nin it ü", SEVEN),
                VoteFile.open(directory).votes());
    }

    @Test
    void createsTheDirectoryAndBeginsEmpty() throws IOException {
        assertEquals(Map.of(), VoteFile.open(directory.resolve("deep/down")).votes());
    }

    @Test
    void leavesTheOldVotesWhenAWriteWasCutShort() throws IOException {
        VoteFile.open(directory).store("web", SEVEN);
        Files.writeString(directory.resolve("votes.properties.new"), "# holdfast-votes-1 crc32c 0");
        assertEquals(Map.of("web", SEVEN), VoteFile.open(directory).votes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web=7 1 alpha\n",
                "# holdfast-votes-1 crc32c 00000000\nweb=7 1 alpha\n",
                "# holdfast-votes-2 crc32c 00000000\n",
                "\0\0\0\0\0\0\0\0"
            })
    void refusesADamagedFileAndSaysWhatToDo(String text) throws IOException {
        Files.writeString(directory.resolve("votes.properties"), text);
        IOException refused = assertThrows(IOException.class, () -> VoteFile.open(directory));
        assertTrue(refused.getMessage().contains("restore the file from a backup"), refused::getMessage);
    }

    @Test
    void refusesAFileOfWhichOneDigitIsWrong() throws IOException {
        VoteFile.open(directory).store("web", SEVEN);
        Path file = directory.resolve("votes.properties");
        Files.writeString(file, Files.readString(file).replace("web=7", "web=1"));
        assertThrows(IOException.class, () -> VoteFile.open(directory));
    }
}
