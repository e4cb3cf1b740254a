package org.holdfast.console;

import java.nio.file.Path;

/** How it stands with the cache node that this console was asked to start. */
public sealed interface NodeStart {

    /** Nobody asked for one. */
    record NotAsked() implements NodeStart {}

    /** It is being started. */
    record Starting(Path config) implements NodeStart {}

    /** It runs; its services are or will soon be there. */
    record Running(Path config) implements NodeStart {}

    /**
     * It could not be started.
     *
     * @param config with which configuration
     * @param problem what failed and what to do, for people
     */
    record Failed(Path config, String problem) implements NodeStart {}
}
