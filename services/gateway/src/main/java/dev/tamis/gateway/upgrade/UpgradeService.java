package dev.tamis.gateway.upgrade;

import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.gateway.client.UpgradeClient;
import dev.tamis.gateway.collection.CollectionCatalog;
import dev.tamis.gateway.ingest.Vectors;
import dev.tamis.gateway.problem.GatewayRefusal.Answered;
import dev.tamis.gateway.problem.GatewayRefusal.ServiceUnavailable;
import dev.tamis.support.problem.RefusedException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Has searches go over to the other vector space of a collection and back. Methods throw a [RefusedException]
/// if there is no upgrade, it is not ready, or the retrieval service does not answer.
@Service
class UpgradeService {

    private static final Logger log = LoggerFactory.getLogger(UpgradeService.class);
    /// So few vectors are made while a caller waits.
    private static final int FEW = 1_000;
    /// So few of the last items may lack theirs for a moment, where others are written faster than vectors are made.
    private static final int TOLERATED = 100;

    private final UpgradeClient upgrades;
    private final CollectionCatalog collections;
    private final Vectors vectors;
    private final UpgradeProperties properties;

    UpgradeService(
            UpgradeClient upgrades, CollectionCatalog collections, Vectors vectors, UpgradeProperties properties) {
        this.upgrades = upgrades;
        this.collections = collections;
        this.vectors = vectors;
        this.properties = properties;
    }

    Upgrade get(String collection) {
        return upgrades.get(collection);
    }

    Upgrade switchOver(String collection) {
        Upgrade switched = whenReady(collection, upgrades::switchOver);
        log.atInfo()
                .addKeyValue("collection", collection)
                .addKeyValue("model", switched.liveModel())
                .log("collection switched to another model");
        return switched;
    }

    Upgrade rollBack(String collection) {
        Upgrade back = whenReady(collection, upgrades::rollBack);
        log.atInfo()
                .addKeyValue("collection", collection)
                .addKeyValue("model", back.liveModel())
                .log("collection went back to its old model");
        return back;
    }

    void delete(String collection) {
        upgrades.delete(collection);
        collections.forget(collection);
    }

    /// While items are written, some always wait for their vectors in the other space, or for its indexes. So those
    /// vectors are made here, and what was written a moment ago is waited for.
    private Upgrade whenReady(String collection, Change change) {
        long patience = properties.switchPatience().toNanos();
        long end = System.nanoTime() + patience;
        while (true) {
            Upgrade now = upgrades.get(collection);
            boolean nearly = now.copied() >= now.items() && now.waiting() <= FEW;
            try {
                if (nearly && now.waiting() > 0) {
                    fill(now, end);
                }
                int tolerated = end - System.nanoTime() < patience / 2 ? TOLERATED : 0;
                Upgrade changed = change.make(collection, tolerated);
                collections.forget(collection);
                return changed;
            } catch (RefusedException refused) {
                if (!nearly || !Answered.with(refused, "upgrade-not-ready") || System.nanoTime() > end) {
                    throw refused;
                }
            }
            pause();
        }
    }

    private interface Change {

        /// @param waiting so many items may still wait for a vector
        Upgrade make(String collection, int waiting);
    }

    private void fill(Upgrade now, long end) {
        try {
            vectors.make(UpgradeClient.other(now.collection()), now.otherModel(), made -> System.nanoTime() < end);
        } catch (RefusedException unavailable) {
            // Whether it can do without, the retrieval service will tell.
            log.atDebug().addKeyValue("cause", unavailable.getMessage()).log("vectors still missing at a switch");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RefusedException(new ServiceUnavailable("retrieval"));
        }
    }
}
