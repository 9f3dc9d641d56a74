package dev.tamis.embedding.schedule;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much of a processor a thread gets while others want it too. Java's own priorities have no effect on Linux.
final class Niceness {

    private static final Logger log = LoggerFactory.getLogger(Niceness.class);

    /// One thread of this niceness and one of 0 share a processor as 137 to 1024 (`sched_prio_to_weight` in the
    /// kernel): the one gets about an eighth.
    private static final int NICE = 9;

    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;

    private Niceness() {}

    /// Lets the calling thread step back behind others, on Linux, for good; elsewhere nothing happens: there, what
    /// `setpriority` changes is the whole process.
    static void lower() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return;
        }
        Optional<MemorySegment> setpriority =
                Linker.nativeLinker().defaultLookup().find("setpriority");
        if (setpriority.isEmpty() || call(setpriority.get()) != 0) {
            log.debug("documents are encoded with as much of the processors as queries");
        }
    }

    @SuppressWarnings("restricted") // as the model's native libraries are; the process is started with access enabled
    private static int call(MemorySegment setpriority) {
        MethodHandle handle = Linker.nativeLinker()
                .downcallHandle(
                        setpriority,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT));
        try {
            return (int) handle.invokeExact(PRIO_PROCESS, THIS_THREAD, NICE);
        } catch (Throwable impossible) { // setpriority throws nothing
            throw new IllegalStateException(impossible);
        }
    }
}
