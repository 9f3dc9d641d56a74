package dev.tamis.standalone;

import dev.tamis.postgres.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The platform's own PostgreSQL, started again on its port should it die.
final class SupervisedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SupervisedDatabase.class);
    private static final long CHECK_SECONDS = 2;

    private final Path directory;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread watch;
    private volatile EmbeddedDatabase server;

    private SupervisedDatabase(Path directory, EmbeddedDatabase server) {
        this.directory = directory;
        this.server = server;
        this.watch = Thread.ofVirtual().name("database-watch").unstarted(this::watch);
    }

    static SupervisedDatabase start(Path directory, String name) {
        EmbeddedDatabase server = EmbeddedDatabase.start(directory, 0);
        server.createDatabase(name);
        var database = new SupervisedDatabase(directory, server);
        database.watch.start();
        return database;
    }

    String url(String name) {
        return server.url(name);
    }

    private void watch() {
        try {
            while (!stop.await(CHECK_SECONDS, TimeUnit.SECONDS)) {
                if (!server.isRunning()) {
                    restart();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart() {
        int port = server.port();
        log.atWarn().addKeyValue("port", port).log("database is gone, starting it again");
        try {
            server.close();
        } catch (RuntimeException goneAlready) {
            log.atDebug().setCause(goneAlready).log("nothing left to stop");
        }
        try {
            server = EmbeddedDatabase.start(directory, port);
            log.info("database is back");
        } catch (RuntimeException failed) {
            log.atError().setCause(failed).log("database did not start, trying again");
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            watch.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
