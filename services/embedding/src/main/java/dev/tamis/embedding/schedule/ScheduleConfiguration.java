package dev.tamis.embedding.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

    @Bean
    Scheduler scheduler(ScheduleProperties properties, MeterRegistry meters) {
        return new Scheduler(properties, new ScheduleMetrics(meters), System::nanoTime);
    }

    @Bean
    GracefulStop gracefulStop(Scheduler scheduler) {
        return new GracefulStop(scheduler);
    }
}
