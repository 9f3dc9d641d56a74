package dev.tamis.gateway.upgrade;

import dev.tamis.common.contract.collection.Upgrade;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/collections/{collection}/upgrade")
@Tag(name = "Collections")
class UpgradeController {

    private final UpgradeService upgrades;

    UpgradeController(UpgradeService upgrades) {
        this.upgrades = upgrades;
    }

    @GetMapping
    @Operation(
            operationId = "getUpgrade",
            summary = "Look up a collection's change to another model",
            description = "How far it is, and what the switch still waits for. It is begun by a job of the kind"
                    + " `upgrade`, and is there until it is cleaned up.")
    Upgrade get(@PathVariable String collection) {
        return upgrades.get(collection);
    }

    @PostMapping("/switch")
    @Operation(
            operationId = "switchUpgrade",
            summary = "Switch a collection to its new model",
            description = "Between two searches. Needs the items to have their vectors of the new model; the few that"
                    + " were written a moment ago are waited for.")
    Upgrade switchOver(@PathVariable String collection) {
        return upgrades.switchOver(collection);
    }

    @PostMapping("/rollback")
    @Operation(
            operationId = "rollBackUpgrade",
            summary = "Go back to a collection's old model",
            description = "Between two searches, after a switch and before the clean-up. Nothing that was written"
                    + " meanwhile is lost.")
    Upgrade rollBack(@PathVariable String collection) {
        return upgrades.rollBack(collection);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteUpgrade",
            summary = "Clean up after a collection's change",
            description = "Drops the vectors that are not searched: before the switch those of the new model, which"
                    + " cancels the change; after it those of the old one, after which there is no way back.")
    void delete(@PathVariable String collection) {
        upgrades.delete(collection);
    }
}
