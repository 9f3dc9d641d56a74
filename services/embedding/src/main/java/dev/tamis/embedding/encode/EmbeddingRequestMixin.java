package dev.tamis.embedding.encode;

import dev.tamis.common.contract.embedding.EmbeddingRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.JacksonMixin;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/// Reads `input` so that whatever is no string is refused by its place: clients of OpenAI's format may send token
/// ids, which another tokenizer made.
@JacksonMixin(EmbeddingRequest.class)
interface EmbeddingRequestMixin {

    @JsonDeserialize(using = InputReader.class)
    List<String> input();

    /// A string, or an array of strings and nulls; the nulls are left to validation.
    final class InputReader extends ValueDeserializer<List<@Nullable String>> {

        @Override
        public List<@Nullable String> deserialize(JsonParser json, DeserializationContext context) {
            var texts = new ArrayList<@Nullable String>();
            if (!json.isExpectedStartArrayToken()) {
                texts.add(text(json, context));
                return texts;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                try {
                    texts.add(json.hasToken(JsonToken.VALUE_NULL) ? null : text(json, context));
                } catch (JacksonException failure) {
                    throw failure.prependPath(texts, texts.size());
                }
            }
            return texts;
        }

        private static String text(JsonParser json, DeserializationContext context) {
            return json.hasToken(JsonToken.VALUE_STRING)
                    ? json.getString()
                    : context.reportInputMismatch(String.class, "not a string");
        }
    }
}
