package dev.tamis.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.embedding.InputType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NativeTelemetryIT {

    /// ONNX Runtime's reporting, were it on, would end the process here: it overflows on a long command line.
    @Test
    void aProcessWithALongCommandLineEncodes() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EncodesOneText.class.getName(),
                "x".repeat(20_000));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("ORT_DISABLE_TELEMETRY");

        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).endsWith("3 tokens\n");
    }

    /// The program that the test starts.
    static final class EncodesOneText {

        private EncodesOneText() {}

        public static void main(String[] args) {
            try (var models = ServedModels.builtIn()) {
                ServedModel model = models.defaultModel();
                EncodedText text = model.encoder()
                        .encode("hello", InputType.DOCUMENT, model.description().full());
                System.out.println(text.tokens() + " tokens");
            }
        }
    }
}
