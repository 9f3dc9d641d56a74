package dev.tamis.embedding.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Runs texts of words, a token each; what it makes of a text is the text in capitals. It remembers the batches it
/// was given, and can be told to hold them.
final class WordRunner implements Runner<String, String> {

    private final boolean independent;
    private final List<List<String>> batches = new ArrayList<>();
    private final Semaphore begun = new Semaphore(0);
    private volatile Semaphore gate = new Semaphore(1_000_000);

    WordRunner(boolean independent) {
        this.independent = independent;
    }

    /// Text of so many words that begins with a name.
    static String text(String name, int words) {
        return name + " w".repeat(words - 1);
    }

    /// Holds every batch from now on until it is released.
    void hold() {
        gate = new Semaphore(0);
    }

    /// Lets all batches go.
    void release() {
        gate.release(1_000_000);
    }

    /// Lets so many batches go.
    void release(int count) {
        gate.release(count);
    }

    /// Waits until so many more batches were begun.
    void awaitBegun(int count) throws InterruptedException {
        if (!begun.tryAcquire(count, 20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no thread began the texts");
        }
    }

    /// The names of the texts begun, batch by batch.
    synchronized List<String> batches() {
        return batches.stream()
                .map(batch ->
                        String.join("+", batch.stream().map(WordRunner::name).toList()))
                .toList();
    }

    static String name(String text) {
        return text.split(" ", 2)[0];
    }

    @Override
    public String model() {
        return "words";
    }

    @Override
    public boolean independent() {
        return independent;
    }

    @Override
    public int tokens(String text) {
        return text.split(" ", -1).length;
    }

    @Override
    public List<String> run(List<String> texts) {
        synchronized (this) {
            batches.add(List.copyOf(texts));
        }
        begun.release();
        awaitGate();
        if (texts.contains("broken")) {
            throw new IllegalStateException("this text breaks the model");
        }
        return texts.stream().map(text -> name(text).toUpperCase(Locale.ROOT)).toList();
    }

    private void awaitGate() {
        try {
            if (!gate.tryAcquire(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody released the runner");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
