package dev.tamis.common.contract.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// How the indexes of a collection are, on the replica that answers.
///
/// @param collection its name
/// @param items it holds
/// @param vectors items that have one
/// @param index how dense search was asked to work
/// @param indexState how it works at present
/// @param lastChange number of the last change to an item
/// @param lexicalChange number of the last change that lexical searches see
/// @param denseChange number of the last change that dense searches see
/// @param lagSeconds for how long searches may have missed a change; 0 if they miss none that is known of
/// @param memory of the index in memory; absent where there is none
/// @param noRoom what keeps a collection of kind `auto` out of memory; absent where nothing does
/// @param recall as measured on recent queries; absent until there were some, and where searches are exact
/// @param geometry of a sample of the vectors as searches compare them; absent where there are too few
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Diagnostics(
        String collection,
        long items,
        long vectors,
        IndexKind index,
        IndexState indexState,
        long lastChange,
        long lexicalChange,
        long denseChange,
        double lagSeconds,
        @Nullable Memory memory,
        @Nullable NoRoom noRoom,
        @Nullable Recall recall,
        @Nullable Geometry geometry) {

    /// The index in memory.
    ///
    /// @param segments that are sealed
    /// @param tail items that are not sealed yet
    /// @param dead items that were replaced or deleted and still take room
    /// @param lists coarse lists of the largest segment; 1 if it is not divided
    /// @param memoryBytes what a search needs at hand
    /// @param fileBytes of all segments
    /// @param projection through which it compares vectors; absent if it compares them as they are
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Memory(
            int segments,
            int tail,
            long dead,
            int lists,
            long memoryBytes,
            long fileBytes,
            @Nullable Projection projection) {}

    /// A fitted model that projects vectors to fewer dimensions.
    ///
    /// @param model its id, `name@version`
    /// @param dimensions floats that are kept of each vector
    public record Projection(String model, int dimensions) {}

    /// An index does not fit into memory beside those that have precedence.
    ///
    /// @param neededBytes about what it would take
    /// @param freeBytes what the others leave
    /// @param limitBytes of all indexes in memory together, as the service is set up
    public record NoRoom(long neededBytes, long freeBytes, long limitBytes) {}

    /// Shares of the exact answers that approximate searches found, in the mean over queries of late.
    ///
    /// @param queries that were measured
    /// @param k how many items each asked for
    /// @param target what it is to be
    /// @param firstPass of the shortlist
    /// @param search of the whole search
    public record Recall(int queries, int k, double target, double firstPass, double search) {}

    /// How vectors fill their space.
    ///
    /// @param vectors in the sample
    /// @param effectiveRank how many directions they use, 1 to their dimension (RankMe, arXiv 2210.02885)
    /// @param intrinsicDimension of the surroundings of a vector (E. Levina, P. J. Bickel, NIPS 2004); absent if
    ///     too few neighbours were looked up in the time given
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Geometry(
            int vectors, double effectiveRank, @Nullable Double intrinsicDimension) {}
}
