package dev.tamis.training.data;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/// Tasks on a bounded number of threads.
public final class Parallel {

    private Parallel() {}

    /// Runs `task` for every number below `count`, in any order, and waits for all.
    public static void forEach(int threads, int count, IntConsumer task) {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(pool.submit(() -> task.accept(number)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a task failed", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
