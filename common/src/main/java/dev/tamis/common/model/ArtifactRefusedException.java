package dev.tamis.common.model;

/// An artifact may not serve. The message is one sentence that names what is wrong: a tensor, the hash, a
/// parameter.
public final class ArtifactRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ArtifactRefusedException(String reason) {
        super(reason);
    }
}
