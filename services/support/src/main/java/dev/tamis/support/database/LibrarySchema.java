package dev.tamis.support.database;

import org.flywaydb.core.Flyway;

/// A schema that a library keeps in the database of the service that uses it. As a bean it is migrated with the
/// service's own, from `db/migrations/<name>` of the class path.
public record LibrarySchema(String name) {

    /// @param service how the service's own schema is migrated
    Flyway flyway(Flyway service) {
        return Flyway.configure()
                .configuration(service.getConfiguration())
                .locations("classpath:db/migrations/" + name)
                .schemas(name)
                .defaultSchema(name)
                .load();
    }
}
