package dev.tamis.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of the loopback address for servers that a test stops and starts again.
///
/// They lie below the range that the system takes for the near end of connections (from 32,768 on Linux), so that
/// nobody gets one while its server is down.
public final class FreePorts {

    private static final int FIRST = 15_000;
    private static final int LAST = 32_000;

    private FreePorts() {}

    /// A port that was free a moment ago.
    public static int one() {
        return inARow(1);
    }

    /// The first of some neighbouring ports that were free a moment ago.
    public static int inARow(int count) {
        for (int tries = 0; tries < 1_000; tries++) {
            int first = ThreadLocalRandom.current().nextInt(FIRST, LAST - count);
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new IllegalStateException("no %d neighbouring ports are free".formatted(count));
    }

    private static boolean areFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assert socket.isBound();
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
