package dev.tamis.worker;

import dev.tamis.jobs.JobHandler;
import dev.tamis.jobs.JobProperties;
import dev.tamis.jobs.JobWorker;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobProperties.class)
class WorkerConfiguration {

    @Bean
    JobWorker jobWorker(DataSource dataSource, List<JobHandler<?>> handlers, JobProperties properties) {
        return new JobWorker(dataSource, handlers, properties);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startOfJobs(JobWorker worker) {
        return ready -> worker.start();
    }
}
