package org.holdfast.cache.pcap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.holdfast.cache.CaptureInterface;
import org.holdfast.cache.FrameSink;
import org.holdfast.cache.LiveCaptureSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ways of capturing keep the same promises. Skipped where libpcap, the interface or the right is missing. */
@Timeout(60)
class LiveCaptureTest {

    private static final String MARK = "caught in the act";

    private enum Way {
        TAP {
            @Override
            LiveCaptureSource open(String interfaceName, String filter) throws IOException {
                return LinuxCapture.open(interfaceName, 4 << 20, filter);
            }

            @Override
            List<CaptureInterface> interfaces() throws IOException {
                return LinuxCapture.interfaces();
            }
        },
        PCAP4J {
            @Override
            LiveCaptureSource open(String interfaceName, String filter) throws IOException {
                return PortableCapture.open(interfaceName, 4 << 20, filter);
            }

            @Override
            List<CaptureInterface> interfaces() throws IOException {
                return PortableInterfaces.list();
            }
        };

        abstract LiveCaptureSource open(String interfaceName, String filter) throws IOException;

        abstract List<CaptureInterface> interfaces() throws IOException;

        LiveCaptureSource loopback(String filter) {
            try {
                return open("lo", filter);
            } catch (IOException e) {
                return Assumptions.abort("can't capture here: " + e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void capturesUntilItIsClosed(Way way) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LiveCaptureSource source = way.loopback("tcp port " + server.getLocalPort())) {
            CountDownLatch seen = new CountDownLatch(1);
            CompletableFuture<Void> running = start(source, (time, linkType, frame, original) -> {
                assertEquals(1, linkType);
                assertTrue(original >= frame.remaining());
                boolean recent = Duration.between(Instant.ofEpochSecond(0, time), Instant.now())
                                .abs()
                                .compareTo(Duration.ofMinutes(1))
                        < 0;
                if (recent && text(frame).contains(MARK)) {
                    seen.countDown();
                }
            });
            talkUntil(seen, server);
            assertEquals(0, source.statistics().droppedByKernel());
            source.close();
            running.get(5, TimeUnit.SECONDS);
            assertTrue(source.statistics().received() > 0, "the last counts stay known");
            source.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void changesItsFilterWhileItRuns(Way way) throws Exception {
        try (ServerSocket before = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket after = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LiveCaptureSource source = way.loopback("tcp port " + before.getLocalPort())) {
            CountDownLatch seenBefore = new CountDownLatch(1);
            CountDownLatch seenAfter = new CountDownLatch(1);
            CompletableFuture<Void> running = start(source, (time, linkType, frame, original) -> {
                String said = text(frame);
                boolean ofFirst = said.contains(MARK + before.getLocalPort());
                boolean ofSecond = said.contains(MARK + after.getLocalPort());
                assertFalse(ofSecond && seenBefore.getCount() > 0, "the filter lets it through too early");
                if (ofFirst) {
                    seenBefore.countDown();
                }
                if (ofSecond) {
                    seenAfter.countDown();
                }
            });
            talkUntil(seenBefore, before);
            for (int i = 0; i < 10; i++) {
                source.filter("tcp port " + after.getLocalPort());
            }
            IOException wrong = assertThrows(IOException.class, () -> source.filter("tcp and and"));
            assertTrue(wrong.getMessage().startsWith("the filter 'tcp and and' isn't understood"), wrong.getMessage());
            talkUntil(seenAfter, after);
            source.close();
            running.get(5, TimeUnit.SECONDS);
            assertThrows(IOException.class, () -> source.filter(""));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void endsWithTheFailureOfItsSink(Way way) throws Exception {
        assertEndsWith(way, new IllegalArgumentException("broken sink"), failure -> {
            throw (RuntimeException) failure;
        });
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void endsWithAnErrorOfItsSink(Way way) throws Exception {
        assertEndsWith(way, new OutOfMemoryError("no heap"), failure -> {
            throw (Error) failure;
        });
    }

    private static void assertEndsWith(Way way, Throwable failure, Consumer<Throwable> thrower) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LiveCaptureSource source = way.loopback("tcp port " + server.getLocalPort())) {
            CompletableFuture<Void> running = start(source, (time, linkType, frame, original) -> {
                thrower.accept(failure);
            });
            try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
                while (!running.isDone()) {
                    client.getOutputStream().write(1);
                    Thread.onSpinWait();
                }
            }
            ExecutionException failed = assertThrows(ExecutionException.class, running::get);
            assertSame(failure, failed.getCause());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void endsOnASilentInterfaceToo(Way way) throws Exception {
        try (LiveCaptureSource source = way.loopback("tcp port 1")) {
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

    @ParameterizedTest
    @EnumSource(Way.class)
    void closesWithoutHavingRun(Way way) throws Exception {
        LiveCaptureSource source = way.loopback("");
        source.close();
        source.run((time, type, frame, length) -> {
            throw new AssertionError("it is closed");
        });
        assertEquals(0, source.statistics().received());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void saysThatAnInterfaceIsMissing(Way way) {
        way.loopback("").close();
        IOException missing = assertThrows(IOException.class, () -> way.open("nosuch0", ""));
        assertTrue(missing.getMessage().startsWith("there is no interface nosuch0; "), missing.getMessage());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void saysThatAFilterIsWrong(Way way) {
        way.loopback("").close();
        IOException wrong = assertThrows(IOException.class, () -> way.open("lo", "tcp and and"));
        assertTrue(wrong.getMessage().startsWith("the filter 'tcp and and' isn't understood"), wrong.getMessage());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void listsTheLoopbackInterface(Way way) throws IOException {
        way.loopback("").close();
        CaptureInterface loopback = way.interfaces().stream()
                .filter(found -> found.name().equals("lo"))
                .findFirst()
                .orElseThrow();
        assertTrue(loopback.loopback() && loopback.up() && loopback.running(), loopback.toString());
        assertTrue(loopback.addresses().contains(InetAddress.ofLiteral("127.0.0.1")), loopback.toString());
    }

    @Test
    void holdsFramesBackNoLongerThanTheBufferNeeds() {
        assertEquals(1, LinuxCapture.delayMillis(256 << 20));
        assertEquals(2, LinuxCapture.delayMillis(64 << 20));
        assertEquals(8, LinuxCapture.delayMillis(16 << 20));
        assertEquals(10, LinuxCapture.delayMillis(1 << 20));
    }

    private static CompletableFuture<Void> start(LiveCaptureSource source, FrameSink sink) {
        return CompletableFuture.runAsync(() -> run(source, sink));
    }

    private static void run(LiveCaptureSource source, FrameSink sink) {
        try {
            source.run(sink);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Says it again and again, because the loop may not have begun. */
    private static void talkUntil(CountDownLatch seen, ServerSocket server) throws Exception {
        byte[] words = (MARK + server.getLocalPort()).getBytes(StandardCharsets.US_ASCII);
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            client.setTcpNoDelay(true);
            while (!seen.await(20, TimeUnit.MILLISECONDS)) {
                client.getOutputStream().write(words);
                assertFalse(accepted.isClosed());
            }
        }
    }

    private static String text(ByteBuffer frame) {
        return StandardCharsets.ISO_8859_1.decode(frame).toString();
    }
}
