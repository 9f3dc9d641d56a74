package dev.tamis.training.fit;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;

/// PyTorch on the CPU, from libraries on the class path: nothing is downloaded.
final class Engines {

    private static final String NAME = "PyTorch";

    /// Held while gradients are collected: the engine collects those of one thread at a time.
    static final ReentrantLock COLLECTING = new ReentrantLock();

    private Engines() {}

    /// @param threads of the engine; those of the first call in this process last
    static NDManager manager(int threads) {
        setDefault("ai.djl.offline", "true");
        setDefault("ai.djl.pytorch.num_threads", Integer.toString(threads));
        setDefault("ai.djl.pytorch.num_interop_threads", "1");
        return NDManager.newBaseManager(Device.cpu(), NAME);
    }

    static GradientCollector collector() {
        return Engine.getEngine(NAME).newGradientCollector();
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
