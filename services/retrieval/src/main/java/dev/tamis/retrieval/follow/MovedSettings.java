package dev.tamis.retrieval.follow;

import java.util.Map;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Refuses to start with settings that are named otherwise by now: they would have no effect, and nobody would know.
@Component
class MovedSettings implements BeanFactoryPostProcessor {

    private static final Map<String, String> MOVED = Map.of(
            "tamis.retrieval.lexical.poll", "tamis.retrieval.follow.poll",
            "tamis.retrieval.lexical.patience", "tamis.retrieval.follow.patience");

    /// Before anything else is made.
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Binder settings = Binder.get(beans.getBean(Environment.class));
        MOVED.forEach((from, to) -> settings.bind(from, String.class).ifBound(value -> {
            throw new InvalidConfigurationPropertyValueException(
                    from, value, "it is no longer read, set '%s' instead".formatted(to));
        }));
    }
}
