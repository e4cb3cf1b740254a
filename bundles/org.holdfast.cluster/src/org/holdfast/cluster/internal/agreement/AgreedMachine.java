package org.holdfast.cluster.internal.agreement;

import io.microraft.statemachine.StateMachine;
import java.util.List;
import java.util.function.Consumer;

/** The state as the engine drives it, on the engine's thread; what was applied last can be read from any thread. */
final class AgreedMachine implements StateMachine {

    private final Consumer<Agreed> listener;
    private AgreedState state = new AgreedState();
    private volatile Agreed agreed = Agreed.NOTHING;

    /** @param listener hears of each change, on the engine's thread */
    AgreedMachine(Consumer<Agreed> listener) {
        this.listener = listener;
    }

    Agreed agreed() {
        return agreed;
    }

    @Override
    public Outcome runOperation(long commitIndex, Object operation) {
        Outcome outcome = state.apply((Command) operation);
        publish(commitIndex);
        return outcome;
    }

    @Override
    public void takeSnapshot(long commitIndex, Consumer<Object> chunks) {
        chunks.accept(CommandCodec.writeState(state));
    }

    @Override
    public void installSnapshot(long commitIndex, List<Object> chunks) {
        if (chunks.size() != 1) {
            throw new IllegalArgumentException("a snapshot has one chunk here, not " + chunks.size());
        }
        state = CommandCodec.readState((byte[]) chunks.getFirst());
        publish(commitIndex);
    }

    @Override
    public Object getNewTermOperation() {
        return new Command.NewTerm();
    }

    private void publish(long index) {
        agreed = new Agreed(index, state.owners(), state.policies());
        listener.accept(agreed);
    }
}
