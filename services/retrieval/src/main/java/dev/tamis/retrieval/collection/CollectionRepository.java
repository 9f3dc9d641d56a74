package dev.tamis.retrieval.collection;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/// The rows of `collection`.
interface CollectionRepository extends JpaRepository<StoredCollection, Long> {

    Optional<StoredCollection> findByNameAndRole(String name, Role role);

    List<StoredCollection> findByNameOrderByRole(String name);

    List<StoredCollection> findAllByOrderByNameAscRoleAsc();
}
