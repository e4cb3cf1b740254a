package org.holdfast.cache.internal.remember;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of the segments. An interface, so that a full disk can be tested. Streams, not channels: an interrupted
 * thread would close a channel for everybody.
 */
interface SegmentFiles {

    /** A new, empty file for appending. */
    OutputStream create(Path file) throws IOException;

    /** Cuts a file to what was written whole. */
    void truncate(Path file, long length) throws IOException;

    void delete(Path file) throws IOException;

    /** Those of the file system. */
    SegmentFiles REAL = new SegmentFiles() {
        @Override
        public OutputStream create(Path file) throws IOException {
            return new FileOutputStream(file.toFile());
        }

        @Override
        public void truncate(Path file, long length) throws IOException {
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                open.setLength(length);
            }
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }
    };

    /** File name of a segment. */
    static String name(int segment) {
        return String.format("segment-%08d.pcapng", segment);
    }

    /** Deletes the segments that an earlier process left. */
    static void deleteLeftOvers(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "segment-*.pcapng")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
