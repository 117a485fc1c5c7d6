package dev.gannet.web;

import java.util.List;

/** The roles of WAI-ARIA 1.2 (section 5.4) that authors may use, with {@code image}, which 1.3 adds. Thread-safe. */
public final class AriaRoles {
    /** All of them, in alphabetical order. */
    public static final List<String> ALL =
            List.of(("alert alertdialog application article banner blockquote button caption"
                            + " cell checkbox code columnheader combobox complementary contentinfo definition deletion dialog directory"
                            + " document emphasis feed figure form generic grid gridcell group heading image img insertion link list"
                            + " listbox listitem log main mark marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter"
                            + " navigation none note option paragraph presentation progressbar radio radiogroup region row rowgroup"
                            + " rowheader scrollbar search searchbox separator slider spinbutton status strong subscript superscript"
                            + " switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem")
                    .split(" "));

    private AriaRoles() {}
}
