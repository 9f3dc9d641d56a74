package dev.tamis.retrieval.collection;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/// The rows of `collection`.
interface CollectionRepository extends JpaRepository<StoredCollection, Long> {

    Optional<StoredCollection> findByName(String name);

    List<StoredCollection> findAllByOrderByName();
}
