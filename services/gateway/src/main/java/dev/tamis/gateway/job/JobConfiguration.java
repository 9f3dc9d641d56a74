package dev.tamis.gateway.job;

import dev.tamis.jobs.JobHandler;
import dev.tamis.jobs.JobProperties;
import dev.tamis.jobs.JobQueue;
import dev.tamis.jobs.JobWorker;
import dev.tamis.support.database.LibrarySchema;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobProperties.class)
class JobConfiguration {

    @Bean
    LibrarySchema jobSchema() {
        return new LibrarySchema("job");
    }

    @Bean
    JobQueue jobQueue(DataSource dataSource) {
        return new JobQueue(dataSource);
    }

    @Bean
    JobWorker jobWorker(DataSource dataSource, List<JobHandler<?>> handlers, JobProperties properties) {
        return new JobWorker(dataSource, handlers, properties);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startOfJobs(JobWorker worker) {
        return ready -> worker.start();
    }
}
