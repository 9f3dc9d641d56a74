package dev.tamis.gateway.model;

import dev.tamis.common.contract.embedding.EmbeddingModels.Model;
import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.common.contract.embedding.ModelState;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.model.ArtifactKind;
import dev.tamis.gateway.problem.GatewayRefusal.InvalidFields;
import dev.tamis.support.problem.RefusedException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which models to list.
///
/// @param kinds as JSON names them; empty for all
/// @param collection of which they are to be fitted models; null for all
/// @param state as JSON names it; null for all
record ModelFilter(
        Set<String> kinds,
        @Nullable String collection,
        @Nullable String state) {

    private static final Set<String> EMBEDDING_KINDS = names(ModelKind.values());
    private static final Set<String> FITTED_KINDS = names(ArtifactKind.values());
    private static final Set<String> KINDS = union(EMBEDDING_KINDS, FITTED_KINDS);
    private static final Set<String> STATES = union(names(ModelState.values()), names(FittedState.values()));

    /// @throws RefusedException if there is no such kind or state
    ModelFilter {
        kinds = Set.copyOf(kinds);
        for (String kind : kinds) {
            require("#/kind", kind, KINDS);
        }
        if (state != null) {
            require("#/state", state, STATES);
        }
    }

    private static void require(String pointer, String given, Set<String> known) {
        if (!known.contains(given)) {
            throw new RefusedException(
                    new InvalidFields(pointer, "is '%s'; there are %s".formatted(given, String.join(", ", known))));
        }
    }

    /// Whether models that embed texts may be among those wanted.
    boolean wantsEmbedding() {
        return collection == null && (kinds.isEmpty() || !Collections.disjoint(kinds, EMBEDDING_KINDS));
    }

    /// Whether fitted models may be.
    boolean wantsFitted() {
        return kinds.isEmpty() || !Collections.disjoint(kinds, FITTED_KINDS);
    }

    boolean admits(Model model) {
        return admits(model.kind(), model.state());
    }

    boolean admits(FittedModel model) {
        return admits(model.kind(), model.state()) && (collection == null || collection.equals(model.collection()));
    }

    private boolean admits(Enum<?> kind, Enum<?> itsState) {
        return (kinds.isEmpty() || kinds.contains(name(kind))) && (state == null || state.equals(name(itsState)));
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(ModelFilter::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.of(some, others).flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    /// As JSON names it.
    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
