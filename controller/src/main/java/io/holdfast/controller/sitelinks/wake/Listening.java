package io.holdfast.controller.sitelinks.wake;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears on one connection of the pool what other replicas say (PostgreSQL LISTEN) and rings here.
 * If the connection breaks everybody is woken, and it is taken up again.
 */
@Component
public class Listening implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    private static final int LOOK_MILLIS = 10_000;
    private static final int PAUSE_MILLIS = 2_000;

    private final DataSource database;
    private final LinkBell bell;
    private volatile boolean running;
    private volatile Thread thread = Thread.ofVirtual().unstarted(() -> {});

    Listening(DataSource database, LinkBell bell) {
        this.database = database;
        this.bell = bell;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("link-listen").start(this::listen);
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        bell.ringAll();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the listener has stopped, before the pool closes. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void listen() {
        while (running) {
            try (var connection = database.getConnection()) {
                hear(connection);
            } catch (SQLException e) {
                if (running) {
                    LOG.warn(
                            "not hearing other replicas, looking by the clock: {}", e.getMessage());
                }
            }
            bell.ringAll();
            pause();
        }
    }

    private void hear(Connection connection) throws SQLException {
        var listening = connection.unwrap(PGConnection.class);
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + LinkBell.CHANNEL);
        }
        while (running) {
            var said = listening.getNotifications(LOOK_MILLIS);
            if (said == null) {
                continue;
            }
            for (var notification : said) {
                bell.ring(notification.getParameter());
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute("unlisten *");
        }
    }

    private void pause() {
        if (!running) {
            return;
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
