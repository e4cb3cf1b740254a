package org.holdfast.console.internal.ownership;

import java.util.function.Function;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Display;
import org.holdfast.console.internal.ui.Icon;

/** Texts of one column; what may no longer be so is grey. */
final class OwnershipLabels extends ColumnLabelProvider {

    private final Function<OwnershipNode, String> text;
    private final boolean icons;

    OwnershipLabels(Function<OwnershipNode, String> text, boolean icons) {
        this.text = text;
        this.icons = icons;
    }

    @Override
    public String getText(Object element) {
        return text.apply((OwnershipNode) element);
    }

    @Override
    public Image getImage(Object element) {
        return icons ? ((OwnershipNode) element).icon().map(Icon::image).orElse(null) : null;
    }

    @Override
    public Color getForeground(Object element) {
        return ((OwnershipNode) element).stale()
                ? Display.getCurrent().getSystemColor(SWT.COLOR_WIDGET_DISABLED_FOREGROUND)
                : null;
    }

    /** The value in full: columns are narrow. */
    @Override
    public String getToolTipText(Object element) {
        String value = ((OwnershipNode) element).value();
        return value.isEmpty() ? null : value;
    }
}
