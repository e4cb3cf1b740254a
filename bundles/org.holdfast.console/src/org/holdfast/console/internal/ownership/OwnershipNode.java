package org.holdfast.console.internal.ownership;

import java.util.List;
import java.util.Optional;
import org.holdfast.console.internal.ui.Icon;

/**
 * A row of the ownership tree.
 *
 * @param path names it among all rows, so that it stays expanded and selected while its texts change
 * @param name first column
 * @param value second column
 * @param icon before the name
 * @param stale whether it may no longer be so
 * @param children rows below it
 */
public record OwnershipNode(
        String path, String name, String value, Optional<Icon> icon, boolean stale, List<OwnershipNode> children) {

    public OwnershipNode {
        children = List.copyOf(children);
    }
}
