package dev.tamis.embedding.model;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Keeps ONNX Runtime from reporting its use to its makers.
///
/// Since 1.29.0 its builds for Linux and macOS do so unless an environment variable of the process forbids it
/// before the library starts; its own switch comes after the first report. The code that prepares the report also
/// overflows the native stack, which ends the process, where the command line is long, as one with a class path is.
final class NativeTelemetry {

    private static final String SWITCH = "ORT_DISABLE_TELEMETRY";

    private NativeTelemetry() {}

    /// Sets the variable for this process, where the system has `setenv`. No use once the library has started.
    static void forbid() {
        Optional<MemorySegment> setenv = Linker.nativeLinker().defaultLookup().find("setenv");
        if (setenv.isPresent() && call(setenv.get(), SWITCH, "1") != 0) {
            throw new IllegalStateException("could not set " + SWITCH + " for this process");
        }
    }

    @SuppressWarnings("restricted") // as loading the library itself is; the process is started with access enabled
    private static int call(MemorySegment setenv, String name, String value) {
        MethodHandle handle = Linker.nativeLinker()
                .downcallHandle(
                        setenv,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            return (int) handle.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
        } catch (Throwable impossible) { // setenv throws nothing
            throw new IllegalStateException(impossible);
        }
    }
}
