package dev.tamis.retrieval.filter;

import dev.tamis.common.contract.Filter;
import java.util.Set;

/// Something that tells which items pass a filter; all that does must agree.
@FunctionalInterface
public interface FilterAnswers {

    /// Ids of the items that pass.
    Set<String> passing(Filter filter);
}
