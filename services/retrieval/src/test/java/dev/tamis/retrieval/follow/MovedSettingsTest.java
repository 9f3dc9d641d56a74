package dev.tamis.retrieval.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class MovedSettingsTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner().withBean(MovedSettings.class);

    @Test
    void aSettingThatMovedFailsTheStartAndNamesTheNewOne() {
        service.withPropertyValues("tamis.retrieval.lexical.poll=2s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessage("Property tamis.retrieval.lexical.poll with value '2s' is invalid: "
                                + "it is no longer read, set 'tamis.retrieval.follow.poll' instead"));
        service.withPropertyValues("tamis.retrieval.lexical.patience=2s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("set 'tamis.retrieval.follow.patience' instead"));
    }

    @Test
    void soItDoesAsAnEnvironmentVariable() {
        service.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment", Map.of("TAMIS_RETRIEVAL_LEXICAL_POLL", "2s"))))
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("set 'tamis.retrieval.follow.poll' instead"));
    }

    @Test
    void otherSettingsDoNot() {
        service.withPropertyValues("tamis.retrieval.lexical.page=2", "tamis.retrieval.follow.poll=2s")
                .run(context -> assertThat(context).hasNotFailed());
    }
}
