package dev.tamis.gateway.job;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.training.EvaluateCodes;
import dev.tamis.common.contract.training.JudgedQuery;
import dev.tamis.common.contract.training.TrainCodes;
import dev.tamis.common.contract.training.TrainProjection;
import dev.tamis.gateway.collection.CollectionCatalog;
import dev.tamis.gateway.problem.GatewayRefusal.InvalidFields;
import dev.tamis.jobs.JobKind;
import dev.tamis.support.problem.RefusedException;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Kinds that the training worker runs.
@Configuration(proxyBeanMethods = false)
class TrainingKinds {

    private final CollectionCatalog collections;

    TrainingKinds(CollectionCatalog collections) {
        this.collections = collections;
    }

    @Bean
    JobKind<TrainProjection> trainProjection() {
        return new Kind<>(TrainProjection.KIND, TrainProjection.class, "steps", (collection, parameters) -> {
            requireModel(collection, parameters.queries());
            List<Integer> sizes = Objects.requireNonNullElse(parameters.sizes(), List.of());
            for (int i = 0; i < sizes.size(); i++) {
                int least = i == 0 ? 1 : sizes.get(i - 1) + 1;
                requireBetween("#/parameters/sizes/" + i, sizes.get(i), least, collection.dimension());
            }
        });
    }

    @Bean
    JobKind<TrainCodes> trainCodes() {
        return new Kind<>(TrainCodes.KIND, TrainCodes.class, "steps", (collection, parameters) -> {
            requireModel(collection, parameters.queries());
            Integer bits = parameters.bits();
            if (bits != null) {
                requireBetween("#/parameters/bits", bits, 8, collection.dimension());
            }
            if (bits != null && bits % 8 != 0) {
                throw invalid("#/parameters/bits", "is %d; it must be a multiple of 8".formatted(bits));
            }
            if (Objects.equals(parameters.levels(), 2)) {
                throw invalid("#/parameters/levels", "is 2; it may be 0, 1 or 3");
            }
        });
    }

    @Bean
    JobKind<EvaluateCodes> evaluateCodes() {
        return new Kind<>(
                EvaluateCodes.KIND,
                EvaluateCodes.class,
                "forms",
                (collection, parameters) -> requireModel(collection, parameters.queries()));
    }

    private static void requireModel(Collection collection, @Nullable List<JudgedQuery> queries) {
        if (collection.model() == null && queries != null && !queries.isEmpty()) {
            throw invalid(
                    "#/parameters/queries",
                    "cannot be embedded: collection '%s' has no model, its callers bring their own vectors"
                            .formatted(collection.name()));
        }
    }

    private static void requireBetween(String pointer, int value, int least, int most) {
        if (value < least || value > most) {
            throw invalid(
                    pointer,
                    "is %d; it must be %d to %d: sizes ascend, and vectors here have %d dimensions"
                            .formatted(value, least, most, most));
        }
    }

    private static RefusedException invalid(String pointer, String detail) {
        return new RefusedException(new InvalidFields(pointer, detail));
    }

    private final class Kind<P> implements JobKind<P> {

        private final String kind;
        private final Class<P> parameters;
        private final String unit;
        private final BiConsumer<Collection, P> check;

        Kind(String kind, Class<P> parameters, String unit, BiConsumer<Collection, P> check) {
            this.kind = kind;
            this.parameters = parameters;
            this.unit = unit;
            this.check = check;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Class<P> parameters() {
            return parameters;
        }

        @Override
        public String unit() {
            return unit;
        }

        @Override
        public void check(String collection, P given) {
            check.accept(collections.get(collection), given);
        }
    }
}
