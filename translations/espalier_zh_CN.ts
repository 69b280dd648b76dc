<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ActionRegistry</name>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a TorchScript model or a session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the &amp;example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the small trained network that comes with Espalier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save model path, config list, data and training options as a session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the session under another name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the model and show the start page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language, theme, threads and row height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back the last edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat the edit that was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search layers by name, type or regular expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all of this &amp;type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select every layer of the same type as the current one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Command palette…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find any command by typing a few letters of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 &amp;Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step 1: open a network and look at its layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 C&amp;hoose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step 2: say in the config list what to prune and how much</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3 Com&amp;press</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step 3: prune and see what it costs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4 &amp;Fine-tune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step 4: train the pruned network until its accuracy is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 &amp;Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step 5: write files that run elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put every dock back to its first place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the whole screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load &amp;weights…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load a state dict (.pth) into the open model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Input shape…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which input the network gets, so that output shapes and MACs are known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Measure again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute the preview and measure accuracy again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an entry to the end of the config list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add &amp;selected layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an entry for the selected layers to the config list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xclude selected layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the selected layers as they are, or take them in again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set s&amp;parsity…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the sparsity of the selected layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Prune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute masks for every layer that the config list selects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tune the model with its masks in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after the batch that is being computed and keep the best checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the model, its masks and a report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Espalier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version, libraries and licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>Tool tip of a command: what it does, and its key in parentheses.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfigEdits</name>
    <message>
        <source>Add entry for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Include %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set sparsity of %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove entry %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move entry %1 to place %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate entry %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 among %n name(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>selected by an entry</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfigEntryContent</name>
    <message>
        <source>Only whole weights can be removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only whole channels can be removed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfigListFile</name>
    <message>
        <source>The config list cannot be written to %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfigListText</name>
    <message>
        <source>Line %1: %2</source>
        <extracomment>%1 is the number of a line, %2 a whole sentence.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InspectedLayer</name>
    <message>
        <source>%1 has no weights, so there is nothing to show and nothing to prune.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no channels of its own: it follows %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no channels to choose from: its weight is a vector.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight of %1 is empty.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayerPrunability</name>
    <message>
        <source>%1 has no channels of its own: it follows %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no weights to prune.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its channels are the output of the network; all of them are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The algorithm %1 does not act on %2, only on %3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayerTreeTexts</name>
    <message>
        <source>excluded</source>
        <extracomment>In the layer tree: an entry of the config list keeps the layer as it is.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mixed</source>
        <extracomment>Several layers have different values.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Params</source>
        <extracomment>Short for parameters, header of a narrow column.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MACs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ruled by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the layer within the containers above it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type of the module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output shape for one sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of parameters, buffers not counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiply-accumulate operations for one sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the weights that is removed. The bar shows what is kept and what is removed (hatched); its length is the size of the layer, relative to the heaviest one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits after quantization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The entry of the config list that rules the layer: the last one that selects it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entries %1, %2</source>
        <extracomment>One entry rules pruning, the other quantization.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be removed from the layers in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 with %n layer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name and type of a layer</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, weight %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 weights are removed (%3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All %1 weights are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between %1 and %2 is asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 layers are asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Entry %1 (%2) rules %n layer(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Entry %1 (%2) excludes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 (%2) rules it: it is the last one that selects it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No entry of the config list selects it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No entry of the config list selects a layer in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 MACs for one sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The MACs are not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, the batch first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output shape is not known.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberFormat</name>
    <message>
        <source>%1&#xa0;pp</source>
        <extracomment>Percentage points, as in &quot;0.6 pp&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingTexts</name>
    <message>
        <source>pad-crop and flip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pad-crop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>flip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>constant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one cycle</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>batch size %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate %1 (%2)</source>
        <extracomment>Learning rate with its schedule: &quot;learning rate 0.01 (cosine)&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>momentum %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight decay %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Accuracy rose from %1 to %2 in %n epoch(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accuracy fell from %1 to %2 in %n epoch(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accuracy stayed at %1 over %n epoch(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loss rose from %1 to %2 in %n epoch(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loss fell from %1 to %2 in %n epoch(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loss stayed at %1 over %n epoch(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnsavedWork</name>
    <message numerus="yes">
        <source>and %n more edit(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The training that is running stops, and what it has learned is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovered session is not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These edits are not saved:
%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained weights are not part of a session: export them to keep them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop training and discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard edits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>The operation was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; in the input shape &quot;%2&quot; is not a size; write it like 1,3,224,224 or 1,3,224,224;1,16:int64.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; in the input shape &quot;%2&quot; is not a data type; use float32, float64, int64, int32 or bool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 expects a list of texts, such as [&quot;Conv2d&quot;].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 expects texts in quotes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 expects a number, such as 0.5, without quotes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 expects a whole number, such as 8, without quotes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 expects true or false.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 expects a whole number or a dict of them, such as {&quot;weight&quot;: 8}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An entry of a config list is a dict, such as {&quot;op_types&quot;: [&quot;Conv2d&quot;], &quot;sparsity&quot;: 0.5}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A config list is a list of dicts in square brackets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a folder, not a config list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is too large for a config list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is not a config list: it is no text file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The config list %1 has an error in line %2, column %3: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 matches no layer: none has both a type of its op_types and a name of its op_names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 matches no layer of the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 rules no layer: later entries overrule it everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 selects %2, but a %3 has no weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 selects %2 and %4 more, but a %3 has no weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 selects %2, but module type %3 is not supported by %4, which acts on %5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 selects %2 and %6 more, but module type %3 is not supported by %4, which acts on %5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 selects no layer and sets nothing: give op_types or op_names, and sparsity, quant_types with quant_bits, or exclude.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 selects no layer: give op_types or op_names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 sets nothing: give sparsity, quant_types with quant_bits, or exclude: true.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sparsity of entry %1 is %2, outside the range [0, 1): 0.5 removes half, and 1 would remove everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quant_types of entry %1 are empty: give weight, input or output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%2 in entry %1 is no quant type: give weight, input or output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quant_bits of entry %1 are %2, outside the range 1 to 32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%2 in the quant_bits of entry %1 is no quant type: give weight, input or output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 has quant_types but no quant_bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 has quant_bits but no quant_types.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quant_bits of entry %1 say nothing about %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quant_start_step of entry %1 is %2, but steps count from 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key %2 of entry %1 is kept, but has no effect here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key %2 of entry %1 is unknown; it is kept and has no effect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key %2 of entry %1 is unknown; did you mean %3?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 says exclude: false, which does not exclude here; NNI excludes all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%2 in entry %1 is a container (%3) without layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%2 in entry %1 is a container (%3); name its layers, such as %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%2 in entry %1 is the type of a container; give the types of the layers inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has no layer %2, which entry %1 names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has no layer %2, which entry %1 names; the nearest are %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has no layer of type %2, which entry %1 names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has no layer of type %2, which entry %1 names; the nearest are %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%2 of the %3 layers that entry %1 names are not in the model, such as %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number %1 is too large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is empty; write [] for a config list without entries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing may follow the config list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists are nested more than %1 deep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a value; texts stand in quotes, and nothing is computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A comma or %1 is missing here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key in quotes is expected here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key %1 stands twice in this entry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A colon is missing behind the key %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key %1 has no value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bracket %1 is never closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Typographic quotes do not enclose a text; use &apos; or &quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This byte is not UTF-8; save the text as UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A control character stands here; this is not a text file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value is expected here, not %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This escape does not name a character.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This text has no closing quote on its line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This text has no closing quote.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A batch of %1 images does not fit into the memory; choose a smaller batch size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The CIFAR-10 file %1 has %2 bytes, no multiple of its records of %3; it is damaged or not the binary version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label %1 of sample %2 in %3 is outside the %4 classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no kind of data; there are fashion-mnist, mnist:DIR, cifar10:DIR and folder:DIR.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot read %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data %1 does not fit into the memory of this machine; use limit= or a smaller size=.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data option split is &quot;%1&quot;; it must be train or test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data option limit is &quot;%1&quot;; it must be a whole number from 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data option size is &quot;%1&quot;; write it as HEIGHTxWIDTH such as 224x224, with 1x or 3x before it to choose the channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; in the data option %2=%3 is not a usable number; write one per channel like .485:.456:.406, std above 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a data option; there are split=, limit=, size=, mean= and std=.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data &quot;%1&quot; needs a folder; write it as %1:DIR.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fashion-mnist takes no folder; for files of your own write mnist:DIR.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a folder, not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The compressed file %1 is damaged or cut off (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image %1 changed its size while it was in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files left out because they are neither PNG nor JPEG: %1, the first is %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class %1 has no images in this part of the data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 pixels, but %3 has %4; choose one size for all with size=HEIGHTxWIDTH.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 has no PNG or JPEG images in its classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 has no sub-folders; each class needs one with its images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class %1 in %2 does not exist among the %3 classes of the training data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 has test data but no train folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 has a train folder but neither test nor val.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 has neither %2 nor %2.gz.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no IDX file: it does not begin with the IDX magic number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The IDX file %1 has type %2 and %3 dimensions; type 8 (unsigned byte) and %4 dimensions are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The IDX file %1 ends within its header.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header of the IDX file %1 claims impossible sizes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The IDX file %1 is cut off: its header promises %2 bytes, %3 are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The IDX file %1 is longer than the %2 bytes its header promises.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds %2 images, but %3 holds %4 labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fashion-MNIST is not installed in %1; install the package dataset-fashion-mnist, or name a folder with its files as mnist:DIR.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image %1 is damaged: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot read %1: it cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are %1 values of %2 for images with %3 channels; give one, or one per channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images have %1 channels, the network wants %2; %2 channels come from size=%2xHEIGHTxWIDTH.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The normalisation has a std of %1; it must be above 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 holds something other than named tensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State dict (weights only)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every tensor, bit by bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file holds %1 tensors instead of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file holds the tensor %1 where %2 belongs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tensor %1 differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TorchScript</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every tensor, bit by bit; outputs were not compared, as the input shape is unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the outputs for a random input of shape %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These channels are an output of the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They share positions of a tensor that is split into dimensions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are alternatives of a branch in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A branch in layer %1 (%2) depends on the data, so that channels cannot be followed through it; write it without the branch and save it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The length of a loop in layer %1 (%2) depends on the data, so that channels cannot be followed through it; write it without the loop and save it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels cannot be followed through %1 in layer %2 (%3): %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) has no rule for channels: what reaches it keeps all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) has no rule for channels and does not run on zeros, so that nothing behind it can be followed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) is not part of LibTorch %4; save the network with an older PyTorch, or build Espalier with a newer LibTorch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2 failed: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network calls %1 (%2), which cannot be followed; write that part as an ordinary module and script it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds quantized weights, which cannot be edited; open the network as it was before quantization.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network takes %1 input(s), and the input shape &quot;%2&quot; describes %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input %1 of the network is a %2, not a tensor, so that its shapes cannot be found by an input shape.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 uses the operator %2, which LibTorch %3 does not have; save the network with an older PyTorch, or build Espalier with a newer LibTorch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read as TorchScript: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods other than forward() are not kept: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tensors of other precision were converted to float32: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no parameters: it was frozen (torch.jit.freeze) or optimised for inference; open the file that was saved before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Analysing the graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no forward() method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is already quantized to integers, which cannot be edited; open the network as it was before quantization.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network needs %1 inputs, and got %2: &quot;%3&quot; is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in %1 do not fit the network; missing: %2; unexpected: %3; of another shape: %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network has no tensor &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor &quot;%1&quot; does not hold 32-bit floats.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The masks name layer &quot;%1&quot;, and the network has no %2 there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask of &quot;%1&quot; is %2, and the %3 there is %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor &quot;%1&quot; is not contiguous in memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; has %2 elements, and %3 values were given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input %1 has %2 values, and its shape %3 needs %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filters cannot be compared: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight of layer %1 (%2) does not divide into %3 groups of channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance to the other filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes output channels that lie nearest to all others, because the others can stand in for them. Useful where no filter is small.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L1 norm of filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes output channels whose weights have the smallest sum of magnitudes. Fast, needs no data, and a good first choice for convolutions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L2 norm of filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes output channels whose weights have the smallest Euclidean norm. Like the L1 norm, but single large weights count more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnitude of single weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sets the smallest weights of each layer to zero, one by one. Keeps accuracy best for a given sparsity, but the layer keeps its shape and speed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is not a mask file: a mask file is a dict that gives each layer a dict with &quot;weight&quot; and &quot;bias&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the mask file %1, the mask &quot;%3&quot; of layer %2 is not a tensor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask of layer %1 has another size than its shape %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 makes the output of the model; all its channels are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has only one channel, which is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sparsity of %1 is less than one of its %2 channels; all are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sparsity of %1 is less than one of its %2 weights; all are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 loses %2 of %3 channels instead of %4: NNI removes channels of equal score together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 loses %2 of %3 weights instead of %4: NNI removes equal weights together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 loses %2 of %3 units instead of %4: at least one is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask removes all of %1: the layer passes on nothing, and a speedup refuses it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no pruning criterion %1; there are %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pruning %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The config list selects no layer to prune.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pruning is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has no layer %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1 (%2) has no weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes output channels drawn at random. The baseline that every criterion has to beat.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 holds weights without a network (a state dict); open the network first and load these weights into it. Three Python lines make a file that opens, with your own class in place of Network:
    import torch
    model = Network(); model.load_state_dict(torch.load(&quot;%2&quot;))
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is a Python pickle (torch.save of a whole module), which only the program that wrote it can read. Three Python lines make a file that opens, run where the module&apos;s class is importable:
    import torch
    model = torch.load(&quot;%2&quot;, weights_only=False)
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 was written by torch.export, which is not supported yet. Save the original module as TorchScript in Python:
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is an ONNX network, which cannot be trained. Save the PyTorch module that it came from as TorchScript in Python:
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is an Espalier session, not a network; open it as a session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is not a TorchScript network. Networks are saved in Python with:
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a folder; choose a file inside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a regular file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot read %1: you have no permission to read this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is damaged: it ends before the data it announces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is damaged: the description of a tensor in it is incomplete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 contains tensors of the type %2, which is not supported; convert them in Python, e.g. with tensor.float().</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 calls the Python function %2, which is not supported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is damaged: its contents are nested without end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 was written on a big-endian machine; save it again on this kind of computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 holds too many Python objects to be a file of weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is a TorchScript network, not a file of weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is a Python pickle that torch.save did not write; only files of tensors written by torch.save are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is not a file of tensors written by torch.save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is damaged: LibTorch refuses the tensors in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory to read the file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot write %1: LibTorch could not finish the archive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text of more than 4 GB cannot be written to a file of tensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tensor of the type %1 cannot be written to a file of tensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is not a state dict: its entry %2 is no tensor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 holds no named tensors, so it is not a state dict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is damaged: the data of tensor storage %2 is missing or too short.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is damaged: a tensor in it reaches beyond its data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 contains the Python object %2. Only tensors are read, because other objects could run code; save the weights alone in Python: torch.save(model.state_dict(), &quot;weights.pth&quot;).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is damaged: its pickle breaks at byte %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is truncated: the end of its zip archive is missing. Copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2 in its zip archive is encrypted or compressed in an unknown way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is damaged: the directory of its zip archive is broken. Copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is damaged: %2 in its zip archive is broken. Copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: it holds no JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be true or false.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a whole number of at least %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a whole number of at least 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a list of numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a list of texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 has a wrong value. %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 holds &quot;%3&quot;, which is neither pad-crop nor flip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 is too large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 is &quot;%3&quot;, and this version offers prune, finetune and export.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 is no config list. %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a list of objects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no profile %1: there are default, nni-2.3 and nni-2.5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is not a session: it is not valid JSON (line %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session file %1 was written by a newer Espalier (its format_version is %2, this one reads up to %3): open it with that version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask file %1 does not fit the model: it masks %2, which the model does not have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask file %1 does not fit the model: the mask of %2 is %3, the model&apos;s is %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in %1 is finished; there is nothing to resume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in %1 cannot be resumed: its model, weights or masks have changed since it started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the data %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 of the session&apos;s config list cannot be used: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session&apos;s config list cannot be used: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 of %2 cannot be used: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The config list %1 cannot be used: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The config list selects no layer: nothing was pruned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version has no pruning algorithm %1; it offers %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file name &quot;%1&quot; of an export step must lie within the output folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version has no export format %1; it offers %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version has no pruning mode %1; it offers normal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version cannot keep multiples of %1 channels; it offers an alignment of 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tuning needs a data set, and the session names none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data has %1 classes, fewer than the %2 outputs of the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The outputs of the network are probabilities, so it ends with a softmax; training expects the scores before it and learns slowly. Remove the final softmax or use log_softmax.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The evaluation failed: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint %1 belongs to a run with other training options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint %1 belongs to a run of another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint %1 belongs to a run with other masks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint %1 belongs to a run with other training data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint %1 belongs to a run with other test data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training checkpoint %1 is damaged or cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no training checkpoint %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot read the training checkpoint %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no training checkpoint of this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The masks name %1 of layer %2, which the model does not have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask of %1 of layer %2 is %3, the parameter is %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network does not accept images of %1: %2 It was made for images of %3; add size=%4 to the data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network does not accept images of %1: %2 Give the data the size it wants with size=HEIGHTxWIDTH.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data has %1 classes, but the network only %2 outputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network takes %1 inputs; with labelled images it must be one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network returns %1 for %2 images; one row of class scores per image is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network has no parameters that could be trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss on the test data is no number after epoch %1 at the learning rate %2; use a smaller learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss became no number in epoch %1, batch %2 at the learning rate %3; use a smaller learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss on the test data is no number after epoch %1 at the learning rate %2; training stopped and the best checkpoint was kept. Use a smaller learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss became no number in epoch %1, batch %2 at the learning rate %3; training stopped and the best checkpoint was kept. Use a smaller learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training failed: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training option %1 is %2; it must be %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no optimizer &quot;%1&quot;; there are sgd, adam and adamw.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no learning-rate schedule &quot;%1&quot;; there are constant, step, cosine and one_cycle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applying the masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1 back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every mask, element by element</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every entry of the config list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory for this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An unexpected failure: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An unexpected failure of unknown kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not written: read back, it differs from the model by %2 (%3).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::AboutDialog</name>
    <message>
        <source>Matrix products run on the reference BLAS and take 10 to 20 times as long as they need to. Install the package libopenblas0-openmp and start Espalier again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Espalier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Espalier %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interactive neural-network compression: prune, fine-tune and export trained networks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LibTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matrix products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GNU General Public License, version 3 or later</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::AlgorithmForm</name>
    <message>
        <source>Al&amp;gorithm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;rofile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pruning algorithm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile: rules for counts and ties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the random choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed draws the same channels on every machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>An algorithm: its name on the command line and what it scores, as in &quot;l1: L1 norm of filters&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes exactly as many units as asked for, keeps at least one per layer and all channels of the output, and masks the batch norms that follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NNI 2.3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts and breaks ties as NNI 2.3 does: equal scores go together, whole layers may vanish, batch norms stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NNI 2.5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts and breaks ties as NNI 2.5 does: equal scores go together, whole layers may vanish, batch norms stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version has no algorithm of that name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::BackgroundWork</name>
    <message>
        <source>Pruning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing the preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring the dense network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring the pruned network</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::ChartImageExport</name>
    <message>
        <source>Save picture...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG drawing (*.svg);;PDF document (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture was saved as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture could not be written to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture was copied.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a few letters of a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands that fit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::ConfigCard</name>
    <message>
        <source>Sparsity of entry %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sparsity of entry %1 in per cent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) of this type</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>It selects no layer, or later entries overrule it everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>It rules %n layer(s) with %1 parameters.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Reaches %1. %2</source>
        <extracomment>%1 is a percentage, %2 a whole sentence that says why.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reaches %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never wins</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>keeps %n layer(s), %1 of MACs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keeps %n layer(s), %1 of parameters</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>wins %n layer(s), %1 of MACs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>wins %n layer(s), %1 of parameters</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Change op types of entry %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Include %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take %1 out of entry %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply this entry to the layers selected in the tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select layers in the tree to apply this entry to them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set sparsity of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move up: earlier entries are overruled by later ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move down: later entries overrule earlier ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate this entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the layers that this entry rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Op types</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep these layers as they are, whatever earlier entries say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exclude these layers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::ConfigCardList</name>
    <message>
        <source>Entries of the config list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set layers of entry %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::ConfigListDock</name>
    <message>
        <source>Config list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which layers of a model are pruned, and how much, is said here once a model is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is pruned yet. An entry says which layers give up how much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View of the config list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an entry for the type that most weights belong to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load, save, copy and paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu of the config list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an entry for the &amp;selected layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Load…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sa&amp;ve as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as P&amp;ython</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over a config list or add an entry, from JSON or Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Duplicate entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The algorithm finds nothing to prune in this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The algorithm cannot prune any of the selected layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear config list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load a config list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Config lists (*.json *.py *.txt);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the config list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json);;Python (*.py)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clipboard holds no text to paste.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clipboard holds no config list. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste config list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load config list from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load another file…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::ConfigTextEditor</name>
    <message>
        <source>Config list as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON or a Python literal, as for NNI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit config list as text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::DatasetField</name>
    <message>
        <source>Choose a folder with images or data files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse for a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fashion-mnist, or folder:DIR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labelled images: fashion-mnist, mnist:DIR, cifar10:DIR or folder:DIR; further options after commas: limit=1000, size=64x64, mean=.485:.456:.406, std=.229:.224:.225</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::DocumentOpener</name>
    <message>
        <source>Opening %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading weights from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding the shapes of all layers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the choice of files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>&amp;Export %n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for other work to end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written: read back, a file differs from what was exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExportFileList</name>
    <message>
        <source>Masks, as NNI writes them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Config list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File name: %1</source>
        <extracomment>Accessible name of the field beside a format such as TorchScript.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExportForm</name>
    <message>
        <source>Export to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fol&amp;der</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for the exported files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read e&amp;very file back and compare it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is kept when a file differs from what was exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no masks: the model files hold the weights as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks are applied to the model files. Simulated: %1 removed weights are written as zeros; shapes and file size stay. Physical: not done here; all layers keep their sizes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The config list has changed since these masks were made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Replaces %n file(s): %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No model is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder needs its full path, beginning with /.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file has no name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file name cannot contain a slash: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two files are called %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is the file that is open; an export needs another name or folder.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExportResultView</name>
    <message>
        <source>Exported files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read back</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Wrote %n file(s) to %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python lines that load the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the Python lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was not read back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was read back and agrees. Compared: %1. Largest difference: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was read back and differs. Compared: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was read back and differs. Compared: %1. Largest difference: %2, relative %3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::HistoryDock</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History of edits</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::InputShapeStrip</name>
    <message>
        <source>Which &amp;input does the network get? Output shapes and MACs follow from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1,3,224,224</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sizes with the batch first; several inputs separated by a semicolon: 1,3,224,224;1,16:int64</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::IssueLines</name>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::IssuesDock</name>
    <message>
        <source>Issues</source>
        <extracomment>Title of the dock with the number of issues: &quot;Issues 2&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issues %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings about a model, its config list and its data are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was found that needs attention.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::IssuesModel</name>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::JobLine</name>
    <message>
        <source>%1: %2</source>
        <extracomment>What runs in the background, and what it is doing now: &quot;Measuring accuracy: batch 3 of 40&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop what runs in the background</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::KeptRemovedLegend</name>
    <message>
        <source>kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed (preview)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::LayerNameList</name>
    <message>
        <source>Take %1 out of this entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show fewer names</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Show %n more name(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::LayerTreeColumns</name>
    <message>
        <source>Show the columns that fit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::LayerTreeDock</name>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, type:Conv2d or /regex/</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words of the name; type:Conv2d for a type; /conv[12]$/ for a regular expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Types of layers that are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space excludes or includes the selected layers, Return sets their sparsity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layers of a network are listed here, with their size and what is removed from them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No layer matches the search.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Show the %n layer(s) of type %1, %2 parameters</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the %n layer(s) of type %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The regular expression is not valid: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n layer(s) shown</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n selected</source>
        <extracomment>&quot;21 layers, 3 selected&quot;</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Include %n layer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exclude %n layer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set sparsity of %n layer(s)…</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n layer(s) to the config list</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Select all of type %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all of this type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all that are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Copy %n name(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::LogDock</name>
    <message>
        <source>%1: started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: failed. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: done in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the program does is noted here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::MainWindow</name>
    <message>
        <source>The command of the next step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this dock and put the focus into it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>&amp;Prune %n layer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Prune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Espalier</source>
        <extracomment>Window title: the document&apos;s name; &quot;[*]&quot; becomes a mark when there are unsaved edits.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1[*] – Espalier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The example is not installed beside this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model or a session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models and sessions (*.pt *.pth *.torchscript *.espalier);;Sessions (*.espalier);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sessions (*.espalier)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The config list selects no layer to prune.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load weights into the open model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State dicts (*.pth *.pt *.bin);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load into the open model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Espalier ended unexpectedly. The session as it was at %1 can be restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No files yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::MessageStrip</name>
    <message>
        <source>Hide this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::NumberCell</name>
    <message>
        <source>Estimated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::NumbersStrip</name>
    <message>
        <source>before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Non-zero parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MACs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>physical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Physical: once the removed parameters are really cut out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulated: removed weights are held at zero, the network keeps its shapes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 before</source>
        <extracomment>Accessible name of a number: &quot;Accuracy before&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 after</source>
        <extracomment>Accessible name of a number: &quot;Accuracy after&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>○ estimated
● measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 test images, mean loss %3, on %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dense network is being measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known: no data is chosen. A click opens the training dock, where data is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 after the last training run, masks applied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 with masks applied, not trained since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of date: the config list has changed since these masks were made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network with its masks is being measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known after pruning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the config list as it stands would give.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted in the masks that are in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 parameters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dense network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 parameters are kept, %2 are held at zero. %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of all parameters are held at zero. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known when the config list selects a layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes on disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would be left once removed parameters are cut out. A file exported with masks keeps zeros and stays at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known: the network&apos;s input shape is not set. A click asks for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input shape?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 multiply-accumulates for one sample, counted in convolutions and linear layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 multiply-accumulates meet a weight that is kept. With masks alone all of them are still computed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compute threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads that LibTorch computes with, from the next job on; automatic: one per core</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::RecentFileButton</name>
    <message>
        <source>Open %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::RunsDock</name>
    <message>
        <source>Epoch %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dense %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>What the chart says about one run: &quot;Run 2: Accuracy rose from 71 % to 91.8 % in 5 epochs.&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run is selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the history of run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write elsewhere…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history of run %1 was written to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <extracomment>Title of the dock with the number of runs: &quot;Runs 2&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy of the selected runs over the epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test accuracy (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export history…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the epochs of the current run as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run is under way. It is listed here once it is finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training runs of a model are listed and compared here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run yet. Fine-tune the model, and its runs are listed and compared here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::RunsModel</name>
    <message>
        <source>Run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>Epochs done and epochs asked for, of a run that ended early: &quot;3 of 5&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs that became the current model, in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs that were finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate that the schedule starts from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy on the test data, masked and not yet trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy of the best checkpoint on the test data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masked parameters of all parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time for training and measuring, all epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::SessionDocument</name>
    <message>
        <source>Choose algorithm %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose profile %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set seed to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit training options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set input shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load weights from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Prune %n layer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Take over run %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::SparsityBarDelegate</name>
    <message>
        <source>Sparsity in percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not set</source>
        <comment>no sparsity yet</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::SparsityEdit</name>
    <message>
        <source>&#xa0;%</source>
        <extracomment>Behind a number in a spin box: &quot;50.0 %&quot;. Begins with a no-break space.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to set the sparsity. Arrow keys move by 1 %, with Shift by 10 %. Double click types a number.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::StartPage</name>
    <message>
        <source>Espalier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a trained network, choose what to prune, watch what it costs, fine-tune, export.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a model or a session here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TorchScript models (.pt) and Espalier sessions (.espalier). A state dict (.pth) is loaded into an open model: Model &gt; Load weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The example is a small residual network, trained on Fashion-MNIST, with a config list that prunes half of every convolution.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::StepBar</name>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not done yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::TrainingDock</name>
    <message>
        <source>Fine-tuning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data set is chosen. Fine-tuning needs labelled images to train and test on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks are not up to date: the run uses those that were made before the last edit of the config list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Masks are not up to date: the config list selects %n layer(s), but nothing is pruned yet. The run uses the dense network.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Use the best checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is finished, but model or masks have changed since it began: they stay as they are now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use its result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before the first epoch was finished: there is no checkpoint to use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. No epoch was better than the start with its accuracy of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. The best checkpoint is that of epoch %1 with an accuracy of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 is finished. No epoch was better than the start: the weights stay as they were, accuracy %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 is now the current model: accuracy %2 (%3), best epoch %4, trained in %5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before the first batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model is fine-tuned here. Open one to begin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the data to train on. Loss and accuracy are drawn here while a run goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss and accuracy are drawn here while a run goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Fine-tune %n epoch(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Stops after the batch that is being trained; the best checkpoint is offered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trains the masked model in the background and makes the best epoch the current model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::TrainingForm</name>
    <message>
        <source>Pad and crop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes over the training data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images per step of the optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate that the schedule starts from; with one cycle the highest one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the learning rate changes over the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What turns gradients into steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L2 penalty; with AdamW decoupled from the gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pads each image with black and cuts out its size at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mirrors every second image left to right, at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each step keeps of the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam and AdamW have averages of their own instead of a momentum</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::TrainingHistoryModel</name>
    <message>
        <source>best so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pass over the training data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean cross entropy over the epoch&apos;s batches, in nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean accuracy over the epoch&apos;s batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross entropy on the test data after the epoch, in nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy on the test data after the epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate of the epoch&apos;s last batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masked parameters of all parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time for training and measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs that had the highest test accuracy when they ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::TrainingView</name>
    <message>
        <source>Epoch %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dense %1</source>
        <extracomment>Legend of the dashed line: the dense network&apos;s accuracy.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring the accuracy before training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch %1/%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch %1/%2: measuring the accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n epoch(s) done</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 samples/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run uses %1: fixed when it began. What is edited now is for the next run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No epoch is finished yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the epochs as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss over the epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy over the epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss (nats)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sparsity (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batches, smoothed</source>
        <extracomment>Legend: the moving average over the batches.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <extracomment>Legend: mean over an epoch of training.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <extracomment>Legend: measured on the test data.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ui::WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Docks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go to dock</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
