package org.holdfast.cache.internal.decode;

/** A frame around {@link SampleFrames#SEGMENT}, between the addresses of {@link SampleFrames#V4} or V6. */
public record SampleFrame(String name, int linkType, String hex) {

    public byte[] bytes() {
        return SampleFrames.bytes(hex);
    }

    @Override
    public String toString() {
        return name;
    }
}
