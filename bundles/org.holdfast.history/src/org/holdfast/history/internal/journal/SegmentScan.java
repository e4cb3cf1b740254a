package org.holdfast.history.internal.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a file of a journal holds.
 *
 * @param journal the journal that it belongs to; empty when its header is damaged
 * @param frames the sound ones, in their order
 * @param soundBytes up to where header and frames follow each other without damage
 * @param lostBytes bytes between frames that can't be read; 0 when only the end is missing
 */
record SegmentScan(Optional<UUID> journal, List<Frame> frames, int soundBytes, int lostBytes) {

    static SegmentScan of(ByteBuffer file) {
        Optional<UUID> journal = SegmentFile.journal(file);
        List<Frame> frames = new ArrayList<>();
        int sound = journal.isPresent() ? SegmentFile.HEADER : 0;
        boolean isSoundSoFar = journal.isPresent();
        int lost = 0;
        int gap = 0;
        int position = SegmentFile.HEADER;
        while (position < file.limit()) {
            Optional<Frame> frame = Frame.at(file, position);
            if (frame.isPresent()) {
                frames.add(frame.get());
                position += frame.get().length();
                lost += gap;
                gap = 0;
                isSoundSoFar &= lost == 0;
                sound = isSoundSoFar ? position : sound;
            } else {
                // A length may be what is damaged, so the next frame may begin anywhere.
                position++;
                gap++;
            }
        }
        return new SegmentScan(journal, frames, sound, lost);
    }

    /** Whether something is lost that isn't just a record that was being written. */
    boolean isDamaged() {
        return lostBytes > 0 || journal.isEmpty() && !frames.isEmpty();
    }
}
