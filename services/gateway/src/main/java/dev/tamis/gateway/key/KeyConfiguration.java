package dev.tamis.gateway.key;

import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Asks for a key wherever the API is, also on paths that do not exist.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeyProperties.class)
class KeyConfiguration {

    @Bean
    KeyCheck keyCheck(ApiKeys keys, KeyProperties properties) {
        return new KeyCheck(keys::existsByHashAndRevokedAtIsNull, properties, InstantSource.system());
    }

    @Bean
    WebMvcConfigurer keyed(KeyCheck keys) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new KeyInterceptor(keys)).addPathPatterns("/v1/**");
            }
        };
    }
}
