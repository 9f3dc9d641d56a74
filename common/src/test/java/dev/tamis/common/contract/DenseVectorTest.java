package dev.tamis.common.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DenseVectorTest {

    private final JsonMapper json = new JsonMapper();

    @Test
    void isWrittenAsLittleEndianBase64AndReadFromThatOrFromNumbers() {
        DenseVector vector = DenseVector.of(1, -2.5f);

        assertThat(json.writeValueAsString(vector)).isEqualTo("\"AACAPwAAIMA=\"");
        assertThat(json.readValue("\"AACAPwAAIMA=\"", DenseVector.class)).isEqualTo(vector);
        assertThat(json.readValue("[1, -2.5]", DenseVector.class)).isEqualTo(vector);
    }

    @Test
    void refusesWhatIsNoVectorOfFiniteNumbers() {
        assertThatThrownBy(() -> DenseVector.of(0, Float.NaN)).hasMessageContaining("element 1");
        assertThatThrownBy(() -> json.readValue("[1, 1e39]", DenseVector.class))
                .rootCause()
                .hasMessageContaining("element 1 of the vector is not a finite float32");
        assertThatThrownBy(() -> json.readValue("[1, \"2\"]", DenseVector.class))
                .rootCause()
                .hasMessageContaining("element 1 of the vector is not a number");
        assertThatThrownBy(() -> json.readValue("\"AACAPwAA\"", DenseVector.class))
                .rootCause()
                .hasMessageContaining("has 6 bytes");
        assertThatThrownBy(() -> json.readValue("true", DenseVector.class))
                .rootCause()
                .hasMessageContaining("array");
    }

    @Test
    void doesNotShareItsArray() {
        float[] values = {1, 2};
        DenseVector vector = DenseVector.of(values);

        values[0] = 9;
        vector.toArray()[1] = 9;

        assertThat(vector).isEqualTo(DenseVector.of(1, 2));
    }
}
