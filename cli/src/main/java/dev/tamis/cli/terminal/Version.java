package dev.tamis.cli.terminal;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// Which version of the command this is.
public final class Version implements IVersionProvider {

    /// The version in the jar's manifest.
    public static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "(unpackaged)");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"tamis " + text()};
    }
}
