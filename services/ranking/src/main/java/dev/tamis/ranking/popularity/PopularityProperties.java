package dev.tamis.ranking.popularity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How popularity is counted.
///
/// @param weight of an item's popularity (0 to 1) in a ranking, as a share of the range of the retrieval scores
/// @param halfLife after which an event counts half as much
/// @param actions what an event of today counts
@Validated
@ConfigurationProperties("tamis.ranking.popularity")
record PopularityProperties(
        @DefaultValue("0.1") @PositiveOrZero double weight,
        @DefaultValue("14d") @DurationMin(hours = 1) Duration halfLife,
        @DefaultValue @Valid Actions actions) {

    record Actions(
            @DefaultValue("0.1") @PositiveOrZero double view,
            @DefaultValue("1") @PositiveOrZero double click,
            @DefaultValue("3") @PositiveOrZero double addToCart,
            @DefaultValue("5") @PositiveOrZero double purchase) {}
}
