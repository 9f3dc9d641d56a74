package dev.tamis.support;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tamis.support.problem.Problems;
import dev.tamis.support.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProbeController {

    enum Shape {
        @JsonProperty("round")
        ROUND,
        @JsonProperty("square")
        SQUARE
    }

    /// @param unitPrice has another name in JSON
    record Part(
            @JsonProperty("part_name") @NotBlank String partName,
            @JsonProperty("unit_price") @Min(0) double unitPrice) {}

    record Order(
            @JsonProperty("order_id") @Size(max = 3) String orderId,
            @Nullable Shape shape,
            @Nullable Integer count,
            @Nullable Instant due,
            @JsonProperty("main_part") @Valid @NotNull Part mainPart,
            @JsonProperty("other_parts") List<@Valid @NotNull Part> otherParts,
            @JsonProperty("parts_by_name") @Nullable Map<String, @Valid Part> partsByName) {}

    record UnknownThing(String name) implements ProbeRefusal {}

    @PostMapping("/order")
    Order order(@Valid @RequestBody Order order) {
        return order;
    }

    record Texts(List<@NotNull String> input) {}

    @PostMapping("/v1/embeddings")
    Texts texts(@Valid @RequestBody Texts texts) {
        return texts;
    }

    @PostMapping("/parts")
    List<Part> parts(@RequestBody @Size(max = 3) List<@Valid @NotNull Part> parts) {
        return parts;
    }

    @GetMapping("/things/{thing}")
    String thing(@PathVariable int thing, @RequestParam("most") @Max(10) int most) {
        return thing + " " + most;
    }

    @GetMapping("/behind")
    String behind() {
        throw new ErrorResponseException(
                HttpStatus.SERVICE_UNAVAILABLE,
                Problems.problem(HttpStatus.SERVICE_UNAVAILABLE, "index-behind", "the index is being built"),
                null);
    }

    @PostMapping(path = "/raw", consumes = MediaType.ALL_VALUE)
    int raw(HttpServletRequest request) throws IOException {
        return request.getInputStream().readAllBytes().length;
    }

    @GetMapping(path = "/lines", produces = MediaType.APPLICATION_NDJSON_VALUE)
    String lines() {
        throw new RefusedException(new UnknownThing("lines"));
    }

    @GetMapping("/refused")
    String refused() {
        throw new RefusedException(new UnknownThing("x"));
    }

    @GetMapping("/bug")
    String bug() {
        throw new IllegalStateException("secret of the controller");
    }

    @GetMapping("/database")
    String database() {
        throw new CannotGetJdbcConnectionException("no", new SQLTransientConnectionException("secret of the pool"));
    }
}
