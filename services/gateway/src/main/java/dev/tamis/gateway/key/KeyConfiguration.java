package dev.tamis.gateway.key;

import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Asks for a key wherever the API is, also on paths that do not exist.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeyProperties.class)
class KeyConfiguration {

    @Bean
    KeyCheck keyCheck(ApiKeys keys, KeyProperties properties) {
        return new KeyCheck(keys::existsByHashAndRevokedAtIsNull, properties, InstantSource.system());
    }

    @Bean
    KeyFilter keyFilter(KeyCheck keys, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return new KeyFilter(keys, problems);
    }
}
