package org.holdfast.cache.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.FrameSink;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PcapCaptureSourcesTest {

    private static final String MARK = "caught in the act";

    private final PcapCaptureSources sources = new PcapCaptureSources();

    @Test
    void capturesOnTheLoopbackInterfaceUntilItIsClosed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CaptureSource source = openLoopback("tcp port " + server.getLocalPort())) {
            CountDownLatch seen = new CountDownLatch(1);
            FrameSink sink = (time, linkType, frame, original) -> {
                assertEquals(1, linkType);
                assertTrue(original >= frame.remaining());
                boolean recent = Duration.between(Instant.ofEpochSecond(0, time), Instant.now())
                                .abs()
                                .compareTo(Duration.ofMinutes(1))
                        < 0;
                if (recent && text(frame).contains(MARK)) {
                    seen.countDown();
                }
            };
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> run(source, sink));
            try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket accepted = server.accept()) {
                while (!seen.await(20, TimeUnit.MILLISECONDS)) {
                    // Sent again because the loop may not have begun.
                    client.getOutputStream().write(MARK.getBytes(StandardCharsets.US_ASCII));
                    assertFalse(accepted.isClosed());
                }
            }
            assertTrue(source.statistics().received() > 0);
            assertEquals(0, source.statistics().droppedByKernel());
            source.close();
            running.get(5, TimeUnit.SECONDS);
            assertTrue(source.statistics().received() > 0, "the last counts stay known");
            source.close();
        }
    }

    @Test
    void endsWithTheFailureOfItsSink() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CaptureSource source = openLoopback("tcp port " + server.getLocalPort())) {
            FrameSink broken = (time, linkType, frame, original) -> {
                throw new IllegalArgumentException("broken sink");
            };
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> run(source, broken));
            try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
                while (!running.isDone()) {
                    client.getOutputStream().write(1);
                    Thread.onSpinWait();
                }
            }
            ExecutionException failed = assertThrows(ExecutionException.class, running::get);
            assertEquals("broken sink", failed.getCause().getCause().getMessage());
        }
    }

    @Test
    void endsOnASilentInterfaceToo() throws Exception {
        try (CaptureSource source = openLoopback("tcp port 1")) {
            CountDownLatch started = new CountDownLatch(1);
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
                started.countDown();
                run(source, (time, type, frame, length) -> {});
            });
            started.await();
            source.close();
            running.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void closesWithoutHavingRun() throws Exception {
        CaptureSource source = openLoopback("");
        source.close();
        source.run((time, type, frame, length) -> {
            throw new AssertionError("it is closed");
        });
        assertEquals(0, source.statistics().received());
    }

    @Test
    void saysThatAnInterfaceIsMissing() throws IOException {
        openLoopback("").close();
        IOException missing = assertThrows(IOException.class, () -> sources.openLive("nosuch0", 1 << 20, ""));
        assertTrue(missing.getMessage().startsWith("there is no interface nosuch0; "), missing.getMessage());
    }

    @Test
    void saysThatAFilterIsWrong() throws IOException {
        openLoopback("").close();
        IOException wrong = assertThrows(IOException.class, () -> sources.openLive("lo", 1 << 20, "tcp and and"));
        assertTrue(wrong.getMessage().startsWith("the filter 'tcp and and' isn't understood"), wrong.getMessage());
    }

    @Test
    void listsTheLoopbackInterface() throws IOException {
        openLoopback("").close();
        assertTrue(sources.interfaces().contains("lo"));
    }

    /** Skips the test where libpcap, the interface or the right is missing. */
    private CaptureSource openLoopback(String filter) {
        try {
            return sources.openLive("lo", 4 << 20, filter);
        } catch (IOException e) {
            return Assumptions.abort("can't capture here: " + e.getMessage());
        }
    }

    private static void run(CaptureSource source, FrameSink sink) {
        try {
            source.run(sink);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(ByteBuffer frame) {
        return StandardCharsets.ISO_8859_1.decode(frame).toString();
    }
}
