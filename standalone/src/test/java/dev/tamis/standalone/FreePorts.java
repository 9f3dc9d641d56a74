package dev.tamis.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports for a platform of a test's own.
final class FreePorts {

    private FreePorts() {}

    /// The first of four neighbouring ports that were free a moment ago.
    static int fourInARow() throws IOException {
        for (int tries = 0; tries < 100; tries++) {
            try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = first.getLocalPort();
                if (port <= 65_532 && isFree(port + 1) && isFree(port + 2) && isFree(port + 3)) {
                    return port;
                }
            }
        }
        throw new IOException("no four neighbouring ports are free");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
