package dev.tamis.common.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffHeapTest {

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(longs = {0, 1, 4_096, 2_097_151, 2_097_152, 2_097_153, 5_000_000})
    void givesZeroedAlignedMemoryOfJustThatSize(long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = OffHeap.allocate(bytes, arena);

            assertThat(memory.byteSize()).isEqualTo(bytes);
            assertThat(memory.address() % 64).isZero();
            assertThat(memory.mismatch(MemorySegment.ofArray(new byte[(int) bytes])))
                    .isEqualTo(-1);
            memory.fill((byte) 1);
        }
    }

    @Test
    void isGoneWithItsArena() {
        MemorySegment memory;
        try (Arena arena = Arena.ofShared()) {
            memory = OffHeap.allocate(3L << 20, arena);
            memory.set(ValueLayout.JAVA_BYTE, (3L << 20) - 1, (byte) 9);
        }

        assertThatThrownBy(() -> memory.get(ValueLayout.JAVA_BYTE, 0)).hasMessage("Already closed");
    }

    @Test
    void refusesNegativeSizes() {
        assertThatThrownBy(() -> OffHeap.allocate(-1, Arena.global())).isInstanceOf(IllegalArgumentException.class);
    }
}
