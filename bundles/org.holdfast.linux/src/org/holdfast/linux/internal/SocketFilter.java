package org.holdfast.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.holdfast.linux.LinuxException;

/**
 * A program for the kernel's packet filter (linux/filter.h), compiled by libpcap and attached to the socket by hand.
 * pcap_setfilter would first let nothing in and empty the ring; the kernel itself exchanges two programs between two
 * packets.
 */
final class SocketFilter {

    /** {@code ret #0}. */
    static final SocketFilter REJECT_ALL = new SocketFilter("", instruction(0x06, 0));

    private static final int INSTRUCTION = 8;
    /** BPF_MAXINSNS. */
    private static final int MOST_INSTRUCTIONS = 4096;

    private static final int SO_ATTACH_FILTER = 26;
    private static final int OPTIMIZE = 1;
    /** PCAP_NETMASK_UNKNOWN. */
    private static final int NETMASK_UNKNOWN = -1;

    private final String expression;
    private final byte[] program;

    private SocketFilter(String expression, byte[] program) {
        this.expression = expression;
        this.program = program;
    }

    /**
     * @param handle a pcap_t that is activated
     * @throws LinuxException EINVAL with libpcap's reason when the expression is wrong
     */
    static SocketFilter compile(MemorySegment handle, int dataLink, String expression) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            // struct bpf_program: u_int bf_len, struct bpf_insn *bf_insns
            MemorySegment compiled = arena.allocate(16, 8);
            int status = (int) Libpcap.COMPILE.invokeExact(
                    handle, compiled, arena.allocateFrom(expression), OPTIMIZE, NETMASK_UNKNOWN);
            if (status != 0) {
                String why = Libpcap.text((MemorySegment) Libpcap.ERROR.invokeExact(handle));
                throw new LinuxException("pcap_compile", Abi.EINVAL, "filter '" + expression + "': " + why);
            }
            long bytes = (long) compiled.get(JAVA_INT, 0) * INSTRUCTION;
            byte[] program = compiled.get(ADDRESS, 8).reinterpret(bytes).toArray(JAVA_BYTE);
            Libpcap.FREE_CODE.invokeExact(compiled);
            return new SocketFilter(expression, CookedOffsets.adapt(dataLink, expression, program));
        } catch (LinuxException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** Replaces the program of a socket; the one before stays when this fails. */
    void attach(int socket, String interfaceName) throws LinuxException {
        int length = program.length / INSTRUCTION;
        String what = "filter '" + expression + "' of " + length + " instructions on " + interfaceName;
        if (length > MOST_INSTRUCTIONS) {
            throw new LinuxException(
                    "SO_ATTACH_FILTER",
                    Abi.EINVAL,
                    what + ": the kernel takes " + MOST_INSTRUCTIONS + ": use a shorter one");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment instructions = arena.allocate(program.length, 8);
            MemorySegment.copy(program, 0, instructions, JAVA_BYTE, 0, program.length);
            // struct sock_fprog: unsigned short len, struct sock_filter *filter
            byte[] option = ByteBuffer.allocate(16)
                    .order(ByteOrder.nativeOrder())
                    .putShort(0, (short) length)
                    .putLong(8, instructions.address())
                    .array();
            int result = Platform.libc().setsockopt(socket, Abi.SOL_SOCKET, SO_ATTACH_FILTER, option);
            if (result == -Abi.ENOMEM) {
                throw new LinuxException(
                        "SO_ATTACH_FILTER",
                        Abi.ENOMEM,
                        what + ": two such filters need more than the socket may take: raise net.core.optmem_max");
            }
            Failures.check(result, "SO_ATTACH_FILTER", what);
        }
    }

    private static byte[] instruction(int code, int value) {
        return ByteBuffer.allocate(INSTRUCTION)
                .order(ByteOrder.nativeOrder())
                .putShort((short) code)
                .putShort((short) 0)
                .putInt(value)
                .array();
    }
}
