package dev.tamis.embedding.schedule;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much of a processor a thread gets while others want it too. Java's own priorities have no effect on Linux.
final class Niceness {

    private static final Logger log = LoggerFactory.getLogger(Niceness.class);

    /// A thread that is nicer by so much and one that is not share a processor as 137 to 1024
    /// (`sched_prio_to_weight` in the kernel): the one gets about an eighth.
    private static final int INCREMENT = 9;

    private Niceness() {}

    /// Lets the calling thread step back behind others, on Linux, for good; elsewhere nothing happens: there,
    /// `nice` means the whole process.
    static void lower() {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            Linker.nativeLinker().defaultLookup().find("nice").ifPresent(Niceness::call);
        }
    }

    @SuppressWarnings("restricted") // as the models' native libraries are; the process is started with access enabled
    private static void call(MemorySegment nice) {
        MethodHandle handle = Linker.nativeLinker()
                .downcallHandle(nice, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            int niceness = (int) handle.invokeExact(INCREMENT);
            log.atDebug().addKeyValue("niceness", niceness).log("thread for documents steps back");
        } catch (Throwable impossible) { // nice throws nothing
            throw new IllegalStateException(impossible);
        }
    }
}
