package dev.tamis.worker.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// HTTP connections to the services.
@Component
class Connections implements DisposableBean {

    private final RestClient.Builder template;
    private final JacksonJsonHttpMessageConverter json;
    private final ClientProperties properties;
    private final HttpClient http;

    Connections(RestClient.Builder template, JsonMapper json, ClientProperties properties) {
        this.template = template;
        // A newer service may say more than is known here.
        this.json = new JacksonJsonHttpMessageConverter(json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build());
        this.properties = properties;
        this.http = HttpClient.newBuilder()
                // Tomcat would be asked to upgrade to HTTP/2 with every request, and says no every time.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    RestClient client(URI url) {
        var requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(properties.timeout());
        return template.clone()
                .baseUrl(url)
                .requestFactory(requests)
                .configureMessageConverters(
                        converters -> converters.registerDefaults().withJsonConverter(json))
                .build();
    }

    @Override
    public void destroy() {
        http.shutdownNow();
    }
}
