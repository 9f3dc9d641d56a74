package dev.tamis.standalone;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Runs the whole platform in one process: `--data DIR` (default `~/.tamis`) and `--port N` (default 8080; the services
/// behind the gateway listen on the four ports that follow). Ends when it is asked to (SIGTERM, Ctrl-C).
public final class StandaloneApplication {

    private static final Logger log = LoggerFactory.getLogger(StandaloneApplication.class);

    private StandaloneApplication() {}

    /// Starts and stays up. Exits with 1 and one plain line where it cannot start.
    public static void main(String[] args) throws InterruptedException {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        try {
            Standalone standalone = Standalone.start(StandaloneOptions.parse(args));
            Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "shutdown"));
            System.out.println("Tamis is ready: " + standalone.url());
        } catch (StartRefused refused) {
            System.err.println(refused.getMessage());
            System.exit(1);
        } catch (RuntimeException failed) {
            log.atError().setCause(failed).log("platform did not start");
            System.err.println("Tamis did not start: " + failed.getMessage() + "; the log above says more");
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }
}
