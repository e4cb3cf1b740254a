package org.holdfast.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a pcap file (nanoseconds, Ethernet) of TCP segments between IPv4 hosts, one a millisecond. */
public final class CaptureWriter {

    public static final int FIN = 0x11;
    public static final int SYN = 0x02;
    public static final int SYN_ACK = 0x12;
    public static final int ACK = 0x10;

    /** 2026-01-01T00:00:00Z. */
    private static final int START_SECONDS = 1_767_225_600;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int count;

    public CaptureWriter() {
        ByteBuffer header = ByteBuffer.allocate(24);
        header.putInt(0xa1b23c4d).putShort((short) 2).putShort((short) 4).putLong(0);
        header.putInt(262_144).putInt(1);
        bytes.writeBytes(header.array());
    }

    /**
     * A whole connection: handshake, a question, an answer, both FINs.
     *
     * @param client last byte of 10.0.0.x
     */
    public CaptureWriter connection(int client, int clientPort, String question, String answer) {
        int server = 100;
        // Other numbers each time, or the second connection with the same ends would be a repetition.
        int asks = 1000 + count * 1_000_000;
        int answers = 5000 + count * 1_000_000;
        int asked = asks + 1 + question.length();
        int answered = answers + 1 + answer.length();
        segment(client, clientPort, server, 80, SYN, asks, 0, "");
        segment(server, 80, client, clientPort, SYN_ACK, answers, asks + 1, "");
        segment(client, clientPort, server, 80, ACK, asks + 1, answers + 1, question);
        segment(server, 80, client, clientPort, ACK, answers + 1, asked, answer);
        segment(client, clientPort, server, 80, FIN, asked, answered, "");
        segment(server, 80, client, clientPort, FIN, answered, asked + 1, "");
        return segment(client, clientPort, server, 80, ACK, asked + 1, answered + 1, "");
    }

    /** One segment; {@code from} and {@code to} are the last bytes of 10.0.0.x. */
    public CaptureWriter segment(
            int from, int fromPort, int to, int toPort, int flags, int sequence, int acknowledgment, String payload) {
        byte[] data = payload.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer frame = ByteBuffer.allocate(54 + data.length);
        frame.position(12).putShort((short) 0x0800);
        frame.putShort((short) 0x4500).putShort((short) (40 + data.length)).putInt(0x4000);
        frame.put((byte) 64).put((byte) 6).putShort((short) 0);
        frame.putInt(0x0a000000 | from).putInt(0x0a000000 | to);
        frame.putShort((short) fromPort)
                .putShort((short) toPort)
                .putInt(sequence)
                .putInt(acknowledgment);
        frame.put((byte) 0x50)
                .put((byte) flags)
                .putShort((short) 8192)
                .putInt(0)
                .put(data);
        ByteBuffer header = ByteBuffer.allocate(16);
        header.putInt(START_SECONDS).putInt(count++ * 1_000_000);
        header.putInt(frame.capacity()).putInt(frame.capacity());
        bytes.writeBytes(header.array());
        bytes.writeBytes(frame.array());
        return this;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }
}
