package dev.tamis.support.database;

import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.annotation.Bean;

/// For services with a schema of their own, which they say by `spring.flyway.locations`.
@AutoConfiguration(before = FlywayAutoConfiguration.class)
@ConditionalOnClass(Flyway.class)
@ConditionalOnProperty("spring.flyway.locations")
class DatabaseAutoConfiguration {

    @Bean
    PatientMigration migration(ObjectProvider<LibrarySchema> libraries) {
        return new PatientMigration(libraries.orderedStream().toList());
    }
}
