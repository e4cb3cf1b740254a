package org.holdfast.console.internal.workbench;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.holdfast.console.internal.ui.Ids;

/** Who owns what on the left, the connections on the right, what happened below. */
public final class OperatePerspective implements IPerspectiveFactory {

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        IFolderLayout bottom = layout.createFolder("bottom", IPageLayout.BOTTOM, 0.6f, IPageLayout.ID_EDITOR_AREA);
        bottom.addView(Ids.INCIDENTS);
        bottom.addView(IPageLayout.ID_PROGRESS_VIEW);
        layout.addView(Ids.OWNERSHIP, IPageLayout.LEFT, 0.27f, IPageLayout.ID_EDITOR_AREA);
        layout.addView(Ids.CONNECTIONS, IPageLayout.RIGHT, 0.5f, IPageLayout.ID_EDITOR_AREA);
        layout.addShowViewShortcut(Ids.OWNERSHIP);
        layout.addShowViewShortcut(Ids.CONNECTIONS);
        layout.addShowViewShortcut(Ids.INCIDENTS);
        layout.addShowViewShortcut(IPageLayout.ID_PROGRESS_VIEW);
    }
}
