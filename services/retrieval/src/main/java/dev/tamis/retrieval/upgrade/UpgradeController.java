package dev.tamis.retrieval.upgrade;

import dev.tamis.common.contract.collection.StartUpgrade;
import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.retrieval.upgrade.UpgradeService.Started;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The change of a collection's embedding model over HTTP.
@RestController
@RequestMapping("/v1/collections/{collection}/upgrade")
class UpgradeController {

    private final UpgradeService upgrades;

    UpgradeController(UpgradeService upgrades) {
        this.upgrades = upgrades;
    }

    @PostMapping
    ResponseEntity<Upgrade> start(@PathVariable String collection, @Valid @RequestBody StartUpgrade start) {
        Started started = upgrades.start(collection, start);
        return ResponseEntity.status(started.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(started.upgrade());
    }

    @GetMapping
    Upgrade get(@PathVariable String collection) {
        return upgrades.get(collection);
    }

    @PostMapping("/copy")
    Upgrade copy(@PathVariable String collection, @RequestParam(defaultValue = "1000") @Min(1) @Max(1_000) int limit) {
        return upgrades.copy(collection, limit);
    }

    @PostMapping("/map")
    Upgrade map(@PathVariable String collection) {
        return upgrades.map(collection);
    }

    @PostMapping("/switch")
    Upgrade switchOver(@PathVariable String collection, @RequestParam(defaultValue = "0") @PositiveOrZero int waiting) {
        return upgrades.switchOver(collection, waiting);
    }

    @PostMapping("/rollback")
    Upgrade rollBack(@PathVariable String collection, @RequestParam(defaultValue = "0") @PositiveOrZero int waiting) {
        return upgrades.rollBack(collection, waiting);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(@PathVariable String collection) {
        upgrades.drop(collection);
    }
}
