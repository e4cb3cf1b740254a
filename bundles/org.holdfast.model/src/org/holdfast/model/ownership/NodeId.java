package org.holdfast.model.ownership;

/**
 * The cluster node ID of claim 9.
 *
 * @param name 1 to 63 letters, digits, dots and dashes; unique in the cluster
 */
public record NodeId(String name) implements Comparable<NodeId> {

    public NodeId {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,62}")) {
            throw new IllegalArgumentException(
                    "node name '" + name + "' is not 1 to 63 letters, digits, dots and dashes");
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
