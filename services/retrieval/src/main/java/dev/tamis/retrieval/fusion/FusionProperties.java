package dev.tamis.retrieval.fusion;

import dev.tamis.common.contract.search.Fusion;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How hybrid search fuses its lists where a request does not say. The defaults are those that did best over public
/// test collections as a whole.
///
/// @param method of the two that [Fusion] describes
/// @param denseWeight 0 (lexical alone) to 1 (dense alone), for `convex`
/// @param rankConstant 1 to 1,000, for `rrf`
@Validated
@ConfigurationProperties("tamis.retrieval.fusion")
public record FusionProperties(
        @NotNull @DefaultValue("convex") Method method,

        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.55")
        double denseWeight,

        @DecimalMin("1") @DecimalMax("1000") @DefaultValue("20")
        double rankConstant) {

    /// Names as in requests.
    public enum Method {
        CONVEX,
        RRF
    }

    /// The fusion for requests that ask for none.
    public Fusion fusion() {
        return switch (method) {
            case CONVEX -> new Fusion.Convex(denseWeight);
            case RRF -> new Fusion.ReciprocalRank(rankConstant);
        };
    }
}
