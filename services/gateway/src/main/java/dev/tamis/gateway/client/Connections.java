package dev.tamis.gateway.client;

import dev.tamis.support.http.CallerName;
import dev.tamis.support.http.RequestId;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.databind.json.JsonMapper;

/// HTTP connections to the services, one pool for all.
@Component
class Connections implements DisposableBean {

    private final RestClient.Builder template;
    private final JacksonJsonHttpMessageConverter json;
    private final HttpClient http;

    Connections(RestClient.Builder template, JsonMapper json, ClientProperties properties) {
        this.template = template;
        this.json = new JacksonJsonHttpMessageConverter(LenientJson.of(json));
        this.http = HttpClient.newBuilder()
                // Tomcat would be asked to upgrade to HTTP/2 with every request, and says no every time.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /// @param timeout of a whole call, from the request's first byte to the answer's last
    RestClient client(URI url, Duration timeout) {
        var requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(timeout);
        return template.clone()
                .baseUrl(url)
                .requestFactory(requests)
                .requestInitializer(request -> {
                    request.getHeaders().set(RequestId.HEADER, RequestId.current());
                    request.getHeaders().set(CallerName.HEADER, CallerName.current());
                })
                .configureMessageConverters(
                        converters -> converters.registerDefaults().withJsonConverter(json))
                .build();
    }

    <T> T proxy(Class<T> type, URI url, Duration timeout) {
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client(url, timeout)))
                .build()
                .createClient(type);
    }

    @Override
    public void destroy() {
        http.shutdownNow();
    }
}
