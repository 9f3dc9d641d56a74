package dev.tamis.gateway.client;

import dev.tamis.common.contract.collection.StartUpgrade;
import dev.tamis.common.contract.collection.Upgrade;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// What the retrieval service does for a collection that changes its model.
@HttpExchange("/v1/collections/{collection}/upgrade")
interface UpgradeApi {

    @GetExchange
    Upgrade get(@PathVariable String collection);

    @PostExchange
    Upgrade start(@PathVariable String collection, @RequestBody StartUpgrade request);

    @PostExchange("/copy")
    Upgrade copy(@PathVariable String collection, @RequestParam int limit);

    @PostExchange("/map")
    Upgrade map(@PathVariable String collection);

    @PostExchange("/switch")
    Upgrade switchOver(@PathVariable String collection, @RequestParam int waiting);

    @PostExchange("/rollback")
    Upgrade rollBack(@PathVariable String collection, @RequestParam int waiting);

    @DeleteExchange
    void delete(@PathVariable String collection);
}
