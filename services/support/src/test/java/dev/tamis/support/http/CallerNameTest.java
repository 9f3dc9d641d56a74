package dev.tamis.support.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;

class CallerNameTest {

    @AfterEach
    void forget() {
        MDC.clear();
    }

    @Test
    void aCallerIsWhomTheHeaderNames() {
        assertThat(CallerName.of(request("key-0a1b2c3d4e5f"))).isEqualTo("key-0a1b2c3d4e5f");
    }

    @Test
    void withoutAHeaderOrWithAnOddOneItIsTheAddress() {
        var bare = new MockHttpServletRequest();
        bare.setRemoteAddr("192.0.2.7");

        assertThat(CallerName.of(bare)).isEqualTo("192.0.2.7");
        assertThat(CallerName.of(request("two words"))).isEqualTo("192.0.2.7");
        assertThat(CallerName.of(request("x".repeat(65)))).isEqualTo("192.0.2.7");
    }

    @Test
    void aThreadWorksForWhoIsInItsContextOrForThePlatformItself() {
        assertThat(CallerName.current()).isEqualTo("tamis");

        MDC.put(CallerName.MDC_KEY, "key-1");

        assertThat(CallerName.current()).isEqualTo("key-1");
    }

    private static MockHttpServletRequest request(String caller) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr("192.0.2.7");
        request.addHeader("Tamis-Caller", caller);
        return request;
    }
}
