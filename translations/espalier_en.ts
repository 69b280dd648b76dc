<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ConfigEdits</name>
    <message numerus="yes">
        <source>%1 among %n name(s)</source>
        <translation>
            <numerusform>%1 among %n name</numerusform>
            <numerusform>%1 among %n names</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LayerTreeTexts</name>
    <message numerus="yes">
        <source>%1: %2 with %n layer(s)</source>
        <translation>
            <numerusform>%1: %2 with %n layer</numerusform>
            <numerusform>%1: %2 with %n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Entry %1 (%2) rules %n layer(s).</source>
        <translation>
            <numerusform>Entry %1 (%2) rules %n layer.</numerusform>
            <numerusform>Entry %1 (%2) rules %n layers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n output channel(s)</source>
        <translation>
            <numerusform>%n output channel</numerusform>
            <numerusform>%n output channels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n output channel(s); none can be cut out as it is masked now</source>
        <translation>
            <numerusform>%n output channel; none can be cut out as it is masked now</numerusform>
            <numerusform>%n output channels; none can be cut out as it is masked now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n output channel(s), %1 would be left.</source>
        <translation>
            <numerusform>Of %n output channel, %1 would be left.</numerusform>
            <numerusform>Of %n output channels, %1 would be left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReplaceQuestion</name>
    <message numerus="yes">
        <source>Replace %n file(s) in %1?</source>
        <translation>
            <numerusform>Replace %n file in %1?</numerusform>
            <numerusform>Replace %n files in %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace %n file(s)</source>
        <translation>
            <numerusform>Replace %n file</numerusform>
            <numerusform>Replace %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingTexts</name>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n epoch</numerusform>
            <numerusform>%n epochs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accuracy rose from %1 to %2 in %n epoch(s).</source>
        <translation>
            <numerusform>Accuracy rose from %1 to %2 in %n epoch.</numerusform>
            <numerusform>Accuracy rose from %1 to %2 in %n epochs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accuracy fell from %1 to %2 in %n epoch(s).</source>
        <translation>
            <numerusform>Accuracy fell from %1 to %2 in %n epoch.</numerusform>
            <numerusform>Accuracy fell from %1 to %2 in %n epochs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accuracy stayed at %1 over %n epoch(s).</source>
        <translation>
            <numerusform>Accuracy stayed at %1 over %n epoch.</numerusform>
            <numerusform>Accuracy stayed at %1 over %n epochs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loss rose from %1 to %2 in %n epoch(s).</source>
        <translation>
            <numerusform>Loss rose from %1 to %2 in %n epoch.</numerusform>
            <numerusform>Loss rose from %1 to %2 in %n epochs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loss fell from %1 to %2 in %n epoch(s).</source>
        <translation>
            <numerusform>Loss fell from %1 to %2 in %n epoch.</numerusform>
            <numerusform>Loss fell from %1 to %2 in %n epochs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loss stayed at %1 over %n epoch(s).</source>
        <translation>
            <numerusform>Loss stayed at %1 over %n epoch.</numerusform>
            <numerusform>Loss stayed at %1 over %n epochs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnsavedWork</name>
    <message numerus="yes">
        <source>and %n more edit(s)</source>
        <translation>
            <numerusform>and %n more edit</numerusform>
            <numerusform>and %n more edits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::ConfigCard</name>
    <message numerus="yes">
        <source>%n layer(s) of this type</source>
        <translation>
            <numerusform>%n layer of this type</numerusform>
            <numerusform>%n layers of this type</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It rules %n layer(s) with %1 parameters.</source>
        <translation>
            <numerusform>It rules %n layer with %1 parameters.</numerusform>
            <numerusform>It rules %n layers with %1 parameters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keeps %n layer(s), %1 of MACs</source>
        <translation>
            <numerusform>keeps %n layer, %1 of MACs</numerusform>
            <numerusform>keeps %n layers, %1 of MACs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keeps %n layer(s), %1 of parameters</source>
        <translation>
            <numerusform>keeps %n layer, %1 of parameters</numerusform>
            <numerusform>keeps %n layers, %1 of parameters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>wins %n layer(s), %1 of MACs</source>
        <translation>
            <numerusform>wins %n layer, %1 of MACs</numerusform>
            <numerusform>wins %n layers, %1 of MACs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>wins %n layer(s), %1 of parameters</source>
        <translation>
            <numerusform>wins %n layer, %1 of parameters</numerusform>
            <numerusform>wins %n layers, %1 of parameters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::DependencyDock</name>
    <message numerus="yes">
        <source>%n channel(s) can be removed, each for itself: no other layer makes them.</source>
        <extracomment>n is a number of channels.</extracomment>
        <translation>
            <numerusform>%n channel can be removed, each for itself: no other layer makes them.</numerusform>
            <numerusform>%n channels can be removed, each for itself: no other layer makes them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) make these channels together; %1 can be chosen, and what goes, goes in all of them.</source>
        <extracomment>n is a number of layers, %1 a number of channels.</extracomment>
        <translation>
            <numerusform>%n layer makes these channels together; %1 can be chosen, and what goes, goes in all of them.</numerusform>
            <numerusform>%n layers make these channels together; %1 can be chosen, and what goes, goes in all of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExceptionEdit</name>
    <message numerus="yes">
        <source>Except %n layer(s):</source>
        <translation>
            <numerusform>Except %n layer:</numerusform>
            <numerusform>Except %n layers:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) of this type are left out; click to select them again</source>
        <translation>
            <numerusform>%n layer of this type is left out; click to select it again</numerusform>
            <numerusform>%n layers of this type are left out; click to select them again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExportDialog</name>
    <message numerus="yes">
        <source>&amp;Export %n file(s)</source>
        <translation>
            <numerusform>&amp;Export %n file</numerusform>
            <numerusform>&amp;Export %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExportForm</name>
    <message numerus="yes">
        <source>Replaces %n file(s): %1.</source>
        <translation>
            <numerusform>Replaces %n file: %1.</numerusform>
            <numerusform>Replaces %n files: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExportResultView</name>
    <message numerus="yes">
        <source>Wrote %n file(s) to %1.</source>
        <translation>
            <numerusform>Wrote %n file to %1.</numerusform>
            <numerusform>Wrote %n files to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::HistogramChart</name>
    <message numerus="yes">
        <source>%n weight(s) are not finite numbers and in no bar.</source>
        <translation>
            <numerusform>%n weight is not a finite number and in no bar.</numerusform>
            <numerusform>%n weights are not finite numbers and in no bar.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::ImportanceChart</name>
    <message numerus="yes">
        <source>%1 of %n channel(s) (%2) are removed; %3 is asked for.</source>
        <translation>
            <numerusform>%1 of %n channel (%2) are removed; %3 is asked for.</numerusform>
            <numerusform>%1 of %n channels (%2) are removed; %3 is asked for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n channel(s) (%2) are removed.</source>
        <translation>
            <numerusform>%1 of %n channel (%2) are removed.</numerusform>
            <numerusform>%1 of %n channels (%2) are removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In multiples of %1, all %n channel(s) are kept.</source>
        <translation>
            <numerusform>In multiples of %1, all %n channel are kept.</numerusform>
            <numerusform>In multiples of %1, all %n channels are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In multiples of %1, %2 of %n channel(s) are kept.</source>
        <translation>
            <numerusform>In multiples of %1, %2 of %n channel are kept.</numerusform>
            <numerusform>In multiples of %1, %2 of %n channels are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They are chosen together with %1 and %n further layer(s).</source>
        <translation>
            <numerusform>They are chosen together with %1 and %n further layer.</numerusform>
            <numerusform>They are chosen together with %1 and %n further layers.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::InspectorHeader</name>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) selected</source>
        <translation>
            <numerusform>%n layer selected</numerusform>
            <numerusform>%n layers selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::LayerNameList</name>
    <message numerus="yes">
        <source>Show %n more name(s)</source>
        <translation>
            <numerusform>Show %n more name</numerusform>
            <numerusform>Show %n more names</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::LayerTreeDock</name>
    <message numerus="yes">
        <source>Show the %n layer(s) of type %1, %2 parameters</source>
        <translation>
            <numerusform>Show the %n layer of type %1, %2 parameters</numerusform>
            <numerusform>Show the %n layers of type %1, %2 parameters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the %n layer(s) of type %1</source>
        <translation>
            <numerusform>Show the %n layer of type %1</numerusform>
            <numerusform>Show the %n layers of type %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n layer(s) shown</source>
        <translation>
            <numerusform>%1 of %n layer shown</numerusform>
            <numerusform>%1 of %n layers shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n selected</source>
        <extracomment>&quot;21 layers, 3 selected&quot;</extracomment>
        <translation>
            <numerusform>%1, %n selected</numerusform>
            <numerusform>%1, %n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Include %n layer(s)</source>
        <translation>
            <numerusform>Include %n layer</numerusform>
            <numerusform>Include %n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exclude %n layer(s)</source>
        <translation>
            <numerusform>Exclude %n layer</numerusform>
            <numerusform>Exclude %n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set sparsity of %n layer(s)…</source>
        <translation>
            <numerusform>Set sparsity of %n layer…</numerusform>
            <numerusform>Set sparsity of %n layers…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n layer(s) to the config list</source>
        <translation>
            <numerusform>Add %n layer to the config list</numerusform>
            <numerusform>Add %n layers to the config list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n name(s)</source>
        <translation>
            <numerusform>Copy %n name</numerusform>
            <numerusform>Copy %n names</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::MainWindow</name>
    <message numerus="yes">
        <source>&amp;Prune %n layer(s)</source>
        <translation>
            <numerusform>&amp;Prune %n layer</numerusform>
            <numerusform>&amp;Prune %n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::NetworkOverviewChart</name>
    <message numerus="yes">
        <source>%n layer(s) hold %1 parameters, of which %2 are removed. The largest is %3 with %4.</source>
        <translation>
            <numerusform>%n layer holds %1 parameters, of which %2 are removed. The largest is %3 with %4.</numerusform>
            <numerusform>%n layers hold %1 parameters, of which %2 are removed. The largest is %3 with %4.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) compute %1 MACs for one sample. The heaviest is %2 with %3.</source>
        <translation>
            <numerusform>%n layer compute %1 MACs for one sample. The heaviest is %2 with %3.</numerusform>
            <numerusform>%n layers compute %1 MACs for one sample. The heaviest is %2 with %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 layers lose parameters, most of all %2 with %3.</source>
        <translation>
            <numerusform>%n of %1 layers lose parameters, most of all %2 with %3.</numerusform>
            <numerusform>%n of %1 layers lose parameters, most of all %2 with %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) hold %1 parameters. The largest is %2 with %3.</source>
        <translation>
            <numerusform>%n layer hold %1 parameters. The largest is %2 with %3.</numerusform>
            <numerusform>%n layers hold %1 parameters. The largest is %2 with %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::SessionDocument</name>
    <message numerus="yes">
        <source>Prune %n layer(s)</source>
        <translation>
            <numerusform>Prune %n layer</numerusform>
            <numerusform>Prune %n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep multiples of %n channel(s)</source>
        <translation>
            <numerusform>Keep multiples of %n channel</numerusform>
            <numerusform>Keep multiples of %n channels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::SparsityDock</name>
    <message numerus="yes">
        <source>%n layer(s) lost something else than what was asked for.</source>
        <translation>
            <numerusform>%n layer lost something else than what was asked for.</numerusform>
            <numerusform>%n layers lost something else than what was asked for.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::SpeedupResultView</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::TrainingDock</name>
    <message numerus="yes">
        <source>Masks are not up to date: the config list selects %n layer(s), but nothing is pruned yet. The run uses the dense network.</source>
        <translation>
            <numerusform>Masks are not up to date: the config list selects %n layer, but nothing is pruned yet. The run uses the dense network.</numerusform>
            <numerusform>Masks are not up to date: the config list selects %n layers, but nothing is pruned yet. The run uses the dense network.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fine-tune %n epoch(s)</source>
        <translation>
            <numerusform>Fine-tune %n epoch</numerusform>
            <numerusform>Fine-tune %n epochs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Prune and fine-tune %n epoch(s)</source>
        <translation>
            <numerusform>Prune and fine-tune %n epoch</numerusform>
            <numerusform>Prune and fine-tune %n epochs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::TrainingView</name>
    <message numerus="yes">
        <source>%1 of %n epoch(s) done</source>
        <translation>
            <numerusform>%1 of %n epoch done</numerusform>
            <numerusform>%1 of %n epochs done</numerusform>
        </translation>
    </message>
</context>
</TS>
