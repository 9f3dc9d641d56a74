package dev.tamis.retrieval.follow;

import dev.tamis.retrieval.collection.CollectionWrites;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Hears of changes that any replica commits (`LISTEN`), and of what else replicas tell each other, on a
/// connection that it keeps for itself. Should the connection break, followers look for themselves until there is
/// another.
@Component
class ChangeListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ChangeListener.class);
    /// Tells the connection from the others where PostgreSQL lists them.
    private static final String NAME = "tamis-retrieval-listener";

    private static final int WAIT_MILLIS = 250;
    private static final int CHECK_EVERY = 20;
    private static final int CHECK_SECONDS = 2;

    private final DataSource database;
    private final KnownCollections collections;
    private final Following following;
    private final List<DatabaseListener> listeners;
    private final FollowProperties properties;
    private volatile CountDownLatch stop = new CountDownLatch(0);
    private @Nullable Thread thread;

    ChangeListener(
            DataSource database,
            KnownCollections collections,
            Following following,
            List<DatabaseListener> listeners,
            FollowProperties properties) {
        this.database = database;
        this.collections = collections;
        this.following = following;
        this.listeners = listeners;
        this.properties = properties;
    }

    @Override
    public void start() {
        var signal = new CountDownLatch(1);
        stop = signal;
        thread = Thread.ofPlatform().daemon().name("change-listener").start(() -> run(signal));
    }

    @Override
    public void stop() {
        stop.countDown();
        try {
            if (thread != null) {
                thread.join(TimeUnit.SECONDS.toMillis(CHECK_SECONDS));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return stop.getCount() > 0;
    }

    private void run(CountDownLatch signal) {
        try {
            do {
                try (Connection connection = database.getConnection()) {
                    listen(connection, signal);
                } catch (SQLException | RuntimeException broken) {
                    log.atDebug().setCause(broken).log("changes not heard of, the database does not answer");
                } finally {
                    following.listening(false);
                }
                if (signal.getCount() > 0) {
                    collections.wakeAll();
                }
            } while (!signal.await(properties.poll().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Connection connection, CountDownLatch signal) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET application_name = '%s'".formatted(NAME));
            statement.execute("LISTEN " + CollectionWrites.CHANNEL);
            for (DatabaseListener each : listeners) {
                statement.execute("LISTEN " + each.channel());
            }
            following.listening(true);
            collections.wakeAll();
            listeners.forEach(DatabaseListener::heard);
            try {
                hear(connection, signal);
            } finally {
                // On a broken connection this fails, by which the pool learns that it is of no use to others.
                statement.execute("UNLISTEN *");
                statement.execute("RESET application_name");
            }
        }
    }

    private void hear(Connection connection, CountDownLatch signal) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        for (int wait = 1; signal.getCount() > 0; wait++) {
            tell(postgres.getNotifications(WAIT_MILLIS));
            if (wait % CHECK_EVERY == 0 && !connection.isValid(CHECK_SECONDS)) {
                return;
            }
        }
    }

    private void tell(PGNotification @Nullable [] heard) {
        var last = new HashMap<Long, Long>();
        var channels = new HashSet<String>();
        if (heard != null) {
            for (PGNotification each : heard) {
                if (each.getName().equals(CollectionWrites.CHANNEL)) {
                    String[] parts = each.getParameter().split(" ", 2);
                    last.merge(Long.valueOf(parts[0]), Long.valueOf(parts[1]), Math::max);
                } else {
                    channels.add(each.getName());
                }
            }
        }
        last.forEach(collections::changed);
        listeners.stream().filter(each -> channels.contains(each.channel())).forEach(DatabaseListener::heard);
    }
}
