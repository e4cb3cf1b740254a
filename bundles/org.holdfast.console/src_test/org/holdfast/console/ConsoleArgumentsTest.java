package org.holdfast.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleArgumentsTest {

    @Test
    void readsTheConfigurationAmongThePlatformsArguments() {
        Optional<Path> node = Optional.of(Path.of("node.toml"));
        assertEquals(
                node,
                ConsoleArguments.parse("-consoleLog", "--config", "node.toml").config());
        assertEquals(node, ConsoleArguments.parse("--config=node.toml").config());
        assertEquals(Optional.empty(), ConsoleArguments.parse("-clean").config());
    }

    @Test
    void aConfigurationWithoutAFileIsRefusedWithWhatToWrite() {
        for (String[] arguments : new String[][] {{"--config"}, {"--config="}, {"--config", "--other"}}) {
            String said = assertThrows(IllegalArgumentException.class, () -> ConsoleArguments.parse(arguments))
                    .getMessage();
            assertTrue(said.contains("holdfast console --config FILE"), said);
        }
    }
}
