package dev.tamis.embedding.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

    /// Closed before the models are: its threads finish what they hold, then the models are freed.
    @Bean
    @DependsOn("servedModels")
    Scheduler scheduler(ScheduleProperties properties, MeterRegistry meters) {
        return new Scheduler(properties, new ScheduleMetrics(meters), System::nanoTime);
    }

    @Bean
    Results results(Scheduler scheduler, ScheduleProperties properties) {
        return new Results(scheduler, properties.patience());
    }

    @Bean
    GracefulStop gracefulStop(Scheduler scheduler) {
        return new GracefulStop(scheduler);
    }
}
