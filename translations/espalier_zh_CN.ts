<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ActionRegistry</name>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a TorchScript model or a session</source>
        <translation>打开 TorchScript 模型或会话</translation>
    </message>
    <message>
        <source>Open the &amp;example</source>
        <translation>打开示例(&amp;E)</translation>
    </message>
    <message>
        <source>Open the small trained network that comes with Espalier</source>
        <translation>打开 Espalier 附带的已训练小型网络</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>保存会话(&amp;S)</translation>
    </message>
    <message>
        <source>Save model path, config list, data and training options as a session</source>
        <translation>将模型路径、配置列表、数据和训练选项保存为会话</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>会话另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Save the session under another name</source>
        <translation>以其他名称保存会话</translation>
    </message>
    <message>
        <source>&amp;Close model</source>
        <translation>关闭模型(&amp;C)</translation>
    </message>
    <message>
        <source>Close the model and show the start page</source>
        <translation>关闭模型并显示起始页</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>首选项(&amp;P)…</translation>
    </message>
    <message>
        <source>Language, theme, threads and row height</source>
        <translation>语言、主题、线程数和行高</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Take back the last edit</source>
        <translation>撤销上一次编辑</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Repeat the edit that was taken back</source>
        <translation>重做已撤销的编辑</translation>
    </message>
    <message>
        <source>&amp;Find layer</source>
        <translation>查找层(&amp;F)</translation>
    </message>
    <message>
        <source>Search layers by name, type or regular expression</source>
        <translation>按名称、类型或正则表达式搜索层</translation>
    </message>
    <message>
        <source>Select all of this &amp;type</source>
        <translation>选择此类型的所有层(&amp;T)</translation>
    </message>
    <message>
        <source>Select every layer of the same type as the current one</source>
        <translation>选择与当前层类型相同的所有层</translation>
    </message>
    <message>
        <source>&amp;Command palette…</source>
        <translation>命令面板(&amp;C)…</translation>
    </message>
    <message>
        <source>Find any command by typing a few letters of it</source>
        <translation>输入几个字符即可查找任意命令</translation>
    </message>
    <message>
        <source>1 &amp;Model</source>
        <translation>1 模型(&amp;M)</translation>
    </message>
    <message>
        <source>Step 1: open a network and look at its layers</source>
        <translation>第 1 步：打开网络并查看各层</translation>
    </message>
    <message>
        <source>2 C&amp;hoose</source>
        <translation>2 选择(&amp;H)</translation>
    </message>
    <message>
        <source>Step 2: say in the config list what to prune and how much</source>
        <translation>第 2 步：在配置列表中指定剪枝的对象和程度</translation>
    </message>
    <message>
        <source>3 Com&amp;press</source>
        <translation>3 压缩(&amp;P)</translation>
    </message>
    <message>
        <source>Step 3: prune and see what it costs</source>
        <translation>第 3 步：剪枝并查看其代价</translation>
    </message>
    <message>
        <source>4 &amp;Fine-tune</source>
        <translation>4 微调(&amp;F)</translation>
    </message>
    <message>
        <source>Step 4: train the pruned network until its accuracy is back</source>
        <translation>第 4 步：训练剪枝后的网络，直至准确率恢复</translation>
    </message>
    <message>
        <source>5 &amp;Export</source>
        <translation>5 导出(&amp;E)</translation>
    </message>
    <message>
        <source>Step 5: write files that run elsewhere</source>
        <translation>第 5 步：写出可在其他环境中运行的文件</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>Put every dock back to its first place</source>
        <translation>将所有停靠面板恢复到初始位置</translation>
    </message>
    <message>
        <source>Use the whole screen</source>
        <translation>使用整个屏幕</translation>
    </message>
    <message>
        <source>Load &amp;weights…</source>
        <translation>加载权重(&amp;W)…</translation>
    </message>
    <message>
        <source>Load a state dict (.pth) into the open model</source>
        <translation>将状态字典（.pth）加载到打开的模型中</translation>
    </message>
    <message>
        <source>&amp;Input shape…</source>
        <translation>输入形状(&amp;I)…</translation>
    </message>
    <message>
        <source>Say which input the network gets, so that output shapes and MACs are known</source>
        <translation>指定网络的输入，以便得出输出形状和 MACs</translation>
    </message>
    <message>
        <source>&amp;Measure again</source>
        <translation>重新测量(&amp;M)</translation>
    </message>
    <message>
        <source>Compute the preview and measure accuracy again</source>
        <translation>重新计算预览并测量准确率</translation>
    </message>
    <message>
        <source>&amp;Add entry</source>
        <translation>添加条目(&amp;A)</translation>
    </message>
    <message>
        <source>Add an entry to the end of the config list</source>
        <translation>在配置列表末尾添加条目</translation>
    </message>
    <message>
        <source>Add &amp;selected layers</source>
        <translation>添加所选层(&amp;S)</translation>
    </message>
    <message>
        <source>Add an entry for the selected layers to the config list</source>
        <translation>为所选层在配置列表中添加条目</translation>
    </message>
    <message>
        <source>E&amp;xclude selected layers</source>
        <translation>排除所选层(&amp;X)</translation>
    </message>
    <message>
        <source>Keep the selected layers as they are, or take them in again</source>
        <translation>保持所选层不变，或重新将其包含</translation>
    </message>
    <message>
        <source>Set the sparsity of the selected layers</source>
        <translation>设置所选层的稀疏度</translation>
    </message>
    <message>
        <source>&amp;Prune</source>
        <translation>剪枝(&amp;P)</translation>
    </message>
    <message>
        <source>Compute masks for every layer that the config list selects</source>
        <translation>为配置列表选中的每一层计算掩码</translation>
    </message>
    <message>
        <source>&amp;Start training</source>
        <translation>开始训练(&amp;S)</translation>
    </message>
    <message>
        <source>Fine-tune the model with its masks in the background</source>
        <translation>在后台微调带掩码的模型</translation>
    </message>
    <message>
        <source>S&amp;top training</source>
        <translation>停止训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Write the model, its masks and a report</source>
        <translation>写出模型、掩码和报告</translation>
    </message>
    <message>
        <source>&amp;About Espalier</source>
        <translation>关于 Espalier(&amp;A)</translation>
    </message>
    <message>
        <source>Version, libraries and licence</source>
        <translation>版本、库和许可证</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>Tool tip of a command: what it does, and its key in parentheses.</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>S&amp;hrink…</source>
        <translation>缩小网络(&amp;H)…</translation>
    </message>
    <message>
        <source>Cut masked channels out: a smaller, faster network, compared with the masked one</source>
        <translation>移除被掩码的通道：得到更小、更快的网络，并与带掩码的网络比较</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>Set spa&amp;rsity…</source>
        <translation>设置稀疏度(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Pause training</source>
        <translation>暂停训练(&amp;P)</translation>
    </message>
    <message>
        <source>Let the training wait after the batch that is being computed, or go on</source>
        <translation>在当前批次计算完后暂停训练，或继续训练</translation>
    </message>
    <message>
        <source>Stop after the batch that is being computed; the best finished epoch is offered</source>
        <translation>在当前批次计算完后停止；提供已完成的最佳一轮</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>Every key and what it does</source>
        <translation>所有按键及其作用</translation>
    </message>
</context>
<context>
    <name>ConfigEdits</name>
    <message>
        <source>Add entry for %1</source>
        <translation>为 %1 添加条目</translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation>排除 %1</translation>
    </message>
    <message>
        <source>Include %1</source>
        <translation>包含 %1</translation>
    </message>
    <message>
        <source>Set sparsity of %1 to %2</source>
        <translation>将 %1 的稀疏度设为 %2</translation>
    </message>
    <message>
        <source>Remove entry %1</source>
        <translation>删除条目 %1</translation>
    </message>
    <message>
        <source>Move entry %1 to place %2</source>
        <translation>将条目 %1 移至第 %2 位</translation>
    </message>
    <message>
        <source>Duplicate entry %1</source>
        <translation>复制条目 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 among %n name(s)</source>
        <translation>
            <numerusform>%n 个名称中的 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n 个层</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>selected by an entry</comment>
        <translation>空选择</translation>
    </message>
    <message>
        <source>names like %1</source>
        <translation>名称匹配 %1</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <extracomment>%1 is the name of a layer or &quot;3 layers&quot;, %2 is &quot;names like layer1.*&quot;.</extracomment>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>%1, with exceptions</source>
        <extracomment>%1 says which layers an entry selects.</extracomment>
        <translation>%1（有例外）</translation>
    </message>
    <message>
        <source>%1 among %2</source>
        <extracomment>%1 is a list of op types, %2 names of layers.</extracomment>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>Switch entry %1 on</source>
        <translation>启用条目 %1</translation>
    </message>
    <message>
        <source>Switch entry %1 off</source>
        <translation>停用条目 %1</translation>
    </message>
    <message>
        <source>Split entry %1 into its layers</source>
        <translation>将条目 %1 拆分为各层</translation>
    </message>
    <message>
        <source>Merge entries that set the same</source>
        <translation>合并设置相同的条目</translation>
    </message>
    <message>
        <source>Except %1 from entry %2</source>
        <extracomment>%1 is a layer or an op type.</extracomment>
        <translation>从条目 %2 中去掉 %1</translation>
    </message>
    <message>
        <source>Readmit %1 to entry %2</source>
        <extracomment>%1 is a layer or an op type.</extracomment>
        <translation>将 %1 恢复到条目 %2</translation>
    </message>
    <message>
        <source>Change patterns of exceptions of entry %1</source>
        <translation>更改条目 %1 的例外模式</translation>
    </message>
    <message>
        <source>Set sparsity of all layers together to %1</source>
        <translation>将所有层合计的稀疏度设为 %1</translation>
    </message>
</context>
<context>
    <name>ConfigEntryContent</name>
    <message>
        <source>Only whole weights can be removed.</source>
        <translation>只能移除整数个权重。</translation>
    </message>
    <message>
        <source>Only whole channels can be removed.</source>
        <translation>只能移除整数个通道。</translation>
    </message>
</context>
<context>
    <name>ConfigListFile</name>
    <message>
        <source>The config list cannot be written to %1: %2.</source>
        <translation>无法将配置列表写入 %1：%2。</translation>
    </message>
</context>
<context>
    <name>ConfigListText</name>
    <message>
        <source>Line %1: %2</source>
        <extracomment>%1 is the number of a line, %2 a whole sentence.</extracomment>
        <translation>第 %1 行：%2</translation>
    </message>
</context>
<context>
    <name>ConfigPresets</name>
    <message>
        <source>Preset: %1</source>
        <extracomment>Undo step; %1 is the title of a preset.</extracomment>
        <translation>预设：%1</translation>
    </message>
    <message>
        <source>All convolutions 50 %</source>
        <translation>所有卷积层 50 %</translation>
    </message>
    <message>
        <source>A strong cut; needs fine-tuning</source>
        <translation>剪枝较强；需要微调</translation>
    </message>
    <message>
        <source>All convolutions 25 %</source>
        <translation>所有卷积层 25 %</translation>
    </message>
    <message>
        <source>A gentle cut to begin with</source>
        <translation>较温和的起点</translation>
    </message>
    <message>
        <source>Everything but the first and last layer 50 %</source>
        <translation>除首尾层外全部 50 %</translation>
    </message>
    <message>
        <source>The ends of a network are small and sensitive</source>
        <translation>网络的首尾层小而敏感</translation>
    </message>
    <message>
        <source>Every layer 50 %</source>
        <translation>所有层 50 %</translation>
    </message>
    <message>
        <source>Linear layers as well</source>
        <translation>包括线性层</translation>
    </message>
</context>
<context>
    <name>DependencyModel</name>
    <message>
        <source>makes the channels</source>
        <translation>产生这些通道</translation>
    </message>
    <message>
        <source>follows them</source>
        <translation>跟随这些通道</translation>
    </message>
    <message>
        <source>reads them</source>
        <translation>读取这些通道</translation>
    </message>
</context>
<context>
    <name>InspectedLayer</name>
    <message>
        <source>%1 has no weights, so there is nothing to show and nothing to prune.</source>
        <translation>%1 没有权重，因此没有可显示或可剪枝的内容。</translation>
    </message>
    <message>
        <source>%1 has no channels of its own: it follows %2.</source>
        <translation>%1 没有自己的通道：它跟随 %2。</translation>
    </message>
    <message>
        <source>%1 has no channels to choose from: its weight is a vector.</source>
        <translation>%1 没有可供选择的通道：其权重为向量。</translation>
    </message>
    <message>
        <source>The weight of %1 is empty.</source>
        <translation>%1 的权重为空。</translation>
    </message>
    <message>
        <source>%1 holds %2 parameters, but none that can be pruned or drawn here: what reaches it keeps all its channels.</source>
        <translation>%1 含有 %2 个参数，但此处没有可剪枝或可绘制的：到达它的内容保留全部通道。</translation>
    </message>
    <message>
        <source>The sparsity is that of all layers together, so that this layer has no cut of its own.</source>
        <translation>稀疏度是所有层合计的，因此这一层没有自己的截断。</translation>
    </message>
</context>
<context>
    <name>LayerPrunability</name>
    <message>
        <source>%1 has no channels of its own: it follows %2.</source>
        <translation>%1 没有自己的通道：它跟随 %2。</translation>
    </message>
    <message>
        <source>%1 has no weights to prune.</source>
        <translation>%1 没有可剪枝的权重。</translation>
    </message>
    <message>
        <source>Its channels are the output of the network; all of them are kept.</source>
        <translation>其通道即网络的输出，全部保留。</translation>
    </message>
    <message>
        <source>The algorithm %1 does not act on %2, only on %3.</source>
        <translation>算法 %1 不作用于 %2，只作用于 %3。</translation>
    </message>
    <message>
        <source>The weights of %1 cannot be pruned here.</source>
        <translation>%1 的权重在此处无法剪枝。</translation>
    </message>
</context>
<context>
    <name>LayerTreeTexts</name>
    <message>
        <source>excluded</source>
        <extracomment>In the layer tree: an entry of the config list keeps the layer as it is.</extracomment>
        <translation>已排除</translation>
    </message>
    <message>
        <source>mixed</source>
        <extracomment>Several layers have different values.</extracomment>
        <translation>混合</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Params</source>
        <extracomment>Short for parameters, header of a narrow column.</extracomment>
        <translation>参数</translation>
    </message>
    <message>
        <source>MACs</source>
        <translation>MACs</translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation>稀疏度</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>位数</translation>
    </message>
    <message>
        <source>Ruled by</source>
        <translation>生效条目</translation>
    </message>
    <message>
        <source>Name of the layer within the containers above it</source>
        <translation>该层在其上级容器中的名称</translation>
    </message>
    <message>
        <source>Type of the module</source>
        <translation>模块的类型</translation>
    </message>
    <message>
        <source>Output shape for one sample</source>
        <translation>单个样本的输出形状</translation>
    </message>
    <message>
        <source>Number of parameters, buffers not counted</source>
        <translation>参数数量，不计缓冲区</translation>
    </message>
    <message>
        <source>Multiply-accumulate operations for one sample</source>
        <translation>单个样本的乘加运算次数</translation>
    </message>
    <message>
        <source>Share of the weights that is removed. The bar shows what is kept and what is removed (hatched); its length is the size of the layer, relative to the heaviest one.</source>
        <translation>被移除权重所占的比例。条形显示保留和移除（斜线）的部分；其长度表示层的大小，以最大的层为基准。</translation>
    </message>
    <message>
        <source>Bits after quantization</source>
        <translation>量化后的位数</translation>
    </message>
    <message>
        <source>The entry of the config list that rules the layer: the last one that selects it</source>
        <translation>对该层生效的配置列表条目：最后一个选中它的条目</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>条目 %1</translation>
    </message>
    <message>
        <source>entries %1, %2</source>
        <extracomment>One entry rules pruning, the other quantization.</extracomment>
        <translation>条目 %1、%2</translation>
    </message>
    <message>
        <source>Nothing can be removed from the layers in it.</source>
        <translation>其中的层没有可移除的内容。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 with %n layer(s)</source>
        <translation>
            <numerusform>%1：%2，含 %n 个层</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name and type of a layer</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2, weight %3</source>
        <translation>%1：%2，权重 %3</translation>
    </message>
    <message>
        <source>%1 of %2 weights are removed (%3).</source>
        <translation>%2 个权重中有 %1 个（%3）被移除。</translation>
    </message>
    <message>
        <source>All %1 weights are kept.</source>
        <translation>%1 个权重全部保留。</translation>
    </message>
    <message>
        <source>Between %1 and %2 is asked for.</source>
        <translation>要求介于 %1 和 %2 之间。</translation>
    </message>
    <message>
        <source>%1 is asked for.</source>
        <translation>要求为 %1。</translation>
    </message>
    <message>
        <source>%1 of %2 layers are asked for.</source>
        <translation>%2 个层中有 %1 个指定了稀疏度。</translation>
    </message>
    <message numerus="yes">
        <source>Entry %1 (%2) rules %n layer(s).</source>
        <translation>
            <numerusform>条目 %1（%2）对 %n 个层生效。</numerusform>
        </translation>
    </message>
    <message>
        <source>Entry %1 (%2) excludes it.</source>
        <translation>条目 %1（%2）将其排除。</translation>
    </message>
    <message>
        <source>Entry %1 (%2) rules it: it is the last one that selects it.</source>
        <translation>条目 %1（%2）对其生效：它是最后一个选中该层的条目。</translation>
    </message>
    <message>
        <source>No entry of the config list selects it.</source>
        <translation>配置列表中没有条目选中该层。</translation>
    </message>
    <message>
        <source>No entry of the config list selects a layer in it.</source>
        <translation>配置列表中没有条目选中其中的层。</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>%1 MACs for one sample</source>
        <translation>单个样本 %1 MACs</translation>
    </message>
    <message>
        <source>The MACs are not known.</source>
        <translation>MACs 未知。</translation>
    </message>
    <message>
        <source>%1, the batch first</source>
        <translation>%1，第一维为批次</translation>
    </message>
    <message>
        <source>The output shape is not known.</source>
        <translation>输出形状未知。</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Output channels, and how many would be left once the masked ones are cut out: what other layers force is counted in</source>
        <translation>输出通道数，以及切除被掩盖的通道后还剩多少（其他层强制造成的变化已计入）</translation>
    </message>
    <message numerus="yes">
        <source>%n output channel(s)</source>
        <translation>
            <numerusform>%n 个输出通道</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n output channel(s); none can be cut out as it is masked now</source>
        <translation>
            <numerusform>%n 个输出通道；按目前的掩码都不能切除</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n output channel(s), %1 would be left.</source>
        <translation>
            <numerusform>%n 个输出通道中会剩下 %1 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1?</source>
        <extracomment>In the layer tree, where only what is asked for is known so far: &quot;50.0 %?&quot;.</extracomment>
        <translation>%1？</translation>
    </message>
</context>
<context>
    <name>MasksInSight</name>
    <message>
        <source>What goes is known after training along a schedule.</source>
        <translation>按计划训练之后才知道会剪去什么。</translation>
    </message>
    <message>
        <source>What goes is known after scoring on data.</source>
        <translation>在数据上评分之后才知道会剪去什么。</translation>
    </message>
    <message>
        <source>Out of date: the config list has errors. This is what its last valid state gives.</source>
        <translation>已过期：配置列表有错误。这是其上一个有效状态的结果。</translation>
    </message>
</context>
<context>
    <name>NumberFormat</name>
    <message>
        <source>%1&#xa0;pp</source>
        <extracomment>Percentage points, as in &quot;0.6 pp&quot;.</extracomment>
        <translation>%1 个百分点</translation>
    </message>
</context>
<context>
    <name>ReplaceQuestion</name>
    <message numerus="yes">
        <source>Replace %n file(s) in %1?</source>
        <translation>
            <numerusform>要替换 %1 中的 %n 个文件吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>There already: %1. What they hold is lost.</source>
        <translation>已存在：%1。其内容将丢失。</translation>
    </message>
    <message numerus="yes">
        <source>Replace %n file(s)</source>
        <translation>
            <numerusform>替换 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>%1 %2</source>
        <extracomment>Two whole sentences, one after the other: leave the space out in languages that set none between sentences.</extracomment>
        <translation>%1%2</translation>
    </message>
</context>
<context>
    <name>TrainingTexts</name>
    <message>
        <source>pad-crop and flip</source>
        <translation>填充裁剪和翻转</translation>
    </message>
    <message>
        <source>pad-crop</source>
        <translation>填充裁剪</translation>
    </message>
    <message>
        <source>flip</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>step</source>
        <translation>阶梯</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>one cycle</source>
        <translation>单周期</translation>
    </message>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>batch size %1</source>
        <translation>批大小 %1</translation>
    </message>
    <message>
        <source>learning rate %1 (%2)</source>
        <extracomment>Learning rate with its schedule: &quot;learning rate 0.01 (cosine)&quot;.</extracomment>
        <translation>学习率 %1（%2）</translation>
    </message>
    <message>
        <source>momentum %1</source>
        <translation>动量 %1</translation>
    </message>
    <message>
        <source>weight decay %1</source>
        <translation>权重衰减 %1</translation>
    </message>
    <message numerus="yes">
        <source>Accuracy rose from %1 to %2 in %n epoch(s).</source>
        <translation>
            <numerusform>经过 %n 轮，准确率从 %1 升至 %2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accuracy fell from %1 to %2 in %n epoch(s).</source>
        <translation>
            <numerusform>经过 %n 轮，准确率从 %1 降至 %2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accuracy stayed at %1 over %n epoch(s).</source>
        <translation>
            <numerusform>经过 %n 轮，准确率保持在 %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loss rose from %1 to %2 in %n epoch(s).</source>
        <translation>
            <numerusform>经过 %n 轮，损失从 %1 升至 %2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loss fell from %1 to %2 in %n epoch(s).</source>
        <translation>
            <numerusform>经过 %n 轮，损失从 %1 降至 %2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loss stayed at %1 over %n epoch(s).</source>
        <translation>
            <numerusform>经过 %n 轮，损失保持在 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nesterov momentum %1</source>
        <translation>Nesterov 动量 %1</translation>
    </message>
    <message>
        <source>sparsity schedule &quot;%1&quot;</source>
        <translation>稀疏度调度“%1”</translation>
    </message>
</context>
<context>
    <name>UnsavedWork</name>
    <message numerus="yes">
        <source>and %n more edit(s)</source>
        <translation>
            <numerusform>以及另外 %n 项编辑</numerusform>
        </translation>
    </message>
    <message>
        <source>The training that is running stops, and what it has learned is lost.</source>
        <translation>正在进行的训练将停止，已学到的内容将丢失。</translation>
    </message>
    <message>
        <source>The recovered session is not saved.</source>
        <translation>恢复的会话尚未保存。</translation>
    </message>
    <message>
        <source>These edits are not saved:
%1</source>
        <translation>以下编辑尚未保存：
%1</translation>
    </message>
    <message>
        <source>Trained weights are not part of a session: export them to keep them.</source>
        <translation>训练后的权重不属于会话：如需保留，请将其导出。</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>继续工作</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>Stop training and discard</source>
        <translation>停止训练并放弃</translation>
    </message>
    <message>
        <source>Discard edits</source>
        <translation>放弃编辑</translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation>停止训练</translation>
    </message>
    <message>
        <source>The smaller network is not part of a session: export it to keep it.</source>
        <translation>缩小后的网络不属于会话：请导出以保留它。</translation>
    </message>
    <message>
        <source>Discard weights</source>
        <translation>放弃权重</translation>
    </message>
    <message>
        <source>These edits were taken back since the session was saved:
%1</source>
        <translation>自上次保存会话以来，以下编辑已被撤销：
%1</translation>
    </message>
    <message>
        <source>Edits that the saved session has were taken back since.</source>
        <translation>已保存会话中的部分编辑此后已被撤销。</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>The operation was cancelled.</source>
        <translation>操作已取消。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; in the input shape &quot;%2&quot; is not a size; write it like 1,3,224,224 or 1,3,224,224;1,16:int64.</source>
        <translation>输入形状“%2”中的“%1”不是有效尺寸；请写成 1,3,224,224 或 1,3,224,224;1,16:int64 的形式。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; in the input shape &quot;%2&quot; is not a data type; use float32, float64, int64, int32 or bool.</source>
        <translation>输入形状“%2”中的“%1”不是数据类型；请使用 float32、float64、int64、int32 或 bool。</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>%1 expects a list of texts, such as [&quot;Conv2d&quot;].</source>
        <translation>%1 应为字符串列表，例如 [&quot;Conv2d&quot;]。</translation>
    </message>
    <message>
        <source>%1 expects texts in quotes.</source>
        <translation>%1 应为带引号的字符串。</translation>
    </message>
    <message>
        <source>%1 expects a number, such as 0.5, without quotes.</source>
        <translation>%1 应为不带引号的数字，例如 0.5。</translation>
    </message>
    <message>
        <source>%1 expects a whole number, such as 8, without quotes.</source>
        <translation>%1 应为不带引号的整数，例如 8。</translation>
    </message>
    <message>
        <source>%1 expects true or false.</source>
        <translation>%1 应为 true 或 false。</translation>
    </message>
    <message>
        <source>%1 expects a whole number or a dict of them, such as {&quot;weight&quot;: 8}.</source>
        <translation>%1 应为整数或由整数组成的字典，例如 {&quot;weight&quot;: 8}。</translation>
    </message>
    <message>
        <source>An entry of a config list is a dict, such as {&quot;op_types&quot;: [&quot;Conv2d&quot;], &quot;sparsity&quot;: 0.5}.</source>
        <translation>配置列表的条目是字典，例如 {&quot;op_types&quot;: [&quot;Conv2d&quot;], &quot;sparsity&quot;: 0.5}。</translation>
    </message>
    <message>
        <source>A config list is a list of dicts in square brackets.</source>
        <translation>配置列表是方括号内的字典列表。</translation>
    </message>
    <message>
        <source>The file %1 does not exist.</source>
        <translation>文件 %1 不存在。</translation>
    </message>
    <message>
        <source>%1 is a folder, not a config list.</source>
        <translation>%1 是文件夹，不是配置列表。</translation>
    </message>
    <message>
        <source>The file %1 is too large for a config list.</source>
        <translation>文件 %1 过大，不可能是配置列表。</translation>
    </message>
    <message>
        <source>The file %1 cannot be read.</source>
        <translation>无法读取文件 %1。</translation>
    </message>
    <message>
        <source>The file %1 is not a config list: it is no text file.</source>
        <translation>文件 %1 不是配置列表：它不是文本文件。</translation>
    </message>
    <message>
        <source>The config list %1 has an error in line %2, column %3: %4</source>
        <translation>配置列表 %1 在第 %2 行第 %3 列有错误：%4</translation>
    </message>
    <message>
        <source>Entry %1 matches no layer: none has both a type of its op_types and a name of its op_names.</source>
        <translation>条目 %1 没有匹配任何层：没有层同时符合其 op_types 中的类型和 op_names 中的名称。</translation>
    </message>
    <message>
        <source>Entry %1 matches no layer of the model.</source>
        <translation>条目 %1 没有匹配模型中的任何层。</translation>
    </message>
    <message>
        <source>Entry %1 selects %2, but a %3 has no weight.</source>
        <translation>条目 %1 选中了 %2，但 %3 没有权重。</translation>
    </message>
    <message>
        <source>Entry %1 selects %2 and %4 more, but a %3 has no weight.</source>
        <translation>条目 %1 选中了 %2 及另外 %4 个层，但 %3 没有权重。</translation>
    </message>
    <message>
        <source>Entry %1 selects %2, but module type %3 is not supported by %4, which acts on %5.</source>
        <translation>条目 %1 选中了 %2，但 %4 不支持模块类型 %3，只作用于 %5。</translation>
    </message>
    <message>
        <source>Entry %1 selects %2 and %6 more, but module type %3 is not supported by %4, which acts on %5.</source>
        <translation>条目 %1 选中了 %2 及另外 %6 个层，但 %4 不支持模块类型 %3，只作用于 %5。</translation>
    </message>
    <message>
        <source>Entry %1 selects no layer and sets nothing: give op_types or op_names, and sparsity, quant_types with quant_bits, or exclude.</source>
        <translation>条目 %1 没有选中任何层，也没有任何设置：请给出 op_types 或 op_names，以及 sparsity、quant_types 加 quant_bits 或 exclude。</translation>
    </message>
    <message>
        <source>Entry %1 selects no layer: give op_types or op_names.</source>
        <translation>条目 %1 没有选中任何层：请给出 op_types 或 op_names。</translation>
    </message>
    <message>
        <source>Entry %1 sets nothing: give sparsity, quant_types with quant_bits, or exclude: true.</source>
        <translation>条目 %1 没有任何设置：请给出 sparsity、quant_types 加 quant_bits 或 exclude: true。</translation>
    </message>
    <message>
        <source>The sparsity of entry %1 is %2, outside the range [0, 1): 0.5 removes half, and 1 would remove everything.</source>
        <translation>条目 %1 的稀疏度为 %2，超出范围 [0, 1)：0.5 表示移除一半，1 则会移除全部。</translation>
    </message>
    <message>
        <source>The quant_types of entry %1 are empty: give weight, input or output.</source>
        <translation>条目 %1 的 quant_types 为空：请给出 weight、input 或 output。</translation>
    </message>
    <message>
        <source>%2 in entry %1 is no quant type: give weight, input or output.</source>
        <translation>条目 %1 中的 %2 不是量化类型：请给出 weight、input 或 output。</translation>
    </message>
    <message>
        <source>The quant_bits of entry %1 are %2, outside the range 1 to 32.</source>
        <translation>条目 %1 的 quant_bits 为 %2，超出范围 1 到 32。</translation>
    </message>
    <message>
        <source>%2 in the quant_bits of entry %1 is no quant type: give weight, input or output.</source>
        <translation>条目 %1 的 quant_bits 中的 %2 不是量化类型：请给出 weight、input 或 output。</translation>
    </message>
    <message>
        <source>Entry %1 has quant_types but no quant_bits.</source>
        <translation>条目 %1 有 quant_types，但没有 quant_bits。</translation>
    </message>
    <message>
        <source>Entry %1 has quant_bits but no quant_types.</source>
        <translation>条目 %1 有 quant_bits，但没有 quant_types。</translation>
    </message>
    <message>
        <source>The quant_bits of entry %1 say nothing about %2.</source>
        <translation>条目 %1 的 quant_bits 未指定 %2 的位数。</translation>
    </message>
    <message>
        <source>The quant_start_step of entry %1 is %2, but steps count from 0.</source>
        <translation>条目 %1 的 quant_start_step 为 %2，但步数从 0 开始计数。</translation>
    </message>
    <message>
        <source>The key %2 of entry %1 is kept, but has no effect here.</source>
        <translation>条目 %1 的键 %2 予以保留，但在此不起作用。</translation>
    </message>
    <message>
        <source>The key %2 of entry %1 is unknown; it is kept and has no effect.</source>
        <translation>条目 %1 的键 %2 未知；予以保留，但不起作用。</translation>
    </message>
    <message>
        <source>Entry %1 says exclude: false, which does not exclude here; NNI excludes all the same.</source>
        <translation>条目 %1 写有 exclude: false，在此不会排除；但 NNI 仍会排除。</translation>
    </message>
    <message>
        <source>%2 in entry %1 is a container (%3) without layers.</source>
        <translation>条目 %1 中的 %2 是不含任何层的容器（%3）。</translation>
    </message>
    <message>
        <source>%2 in entry %1 is a container (%3); name its layers, such as %4.</source>
        <translation>条目 %1 中的 %2 是容器（%3）；请指定其中的层，例如 %4。</translation>
    </message>
    <message>
        <source>%2 in entry %1 is the type of a container; give the types of the layers inside.</source>
        <translation>条目 %1 中的 %2 是容器类型；请给出其中各层的类型。</translation>
    </message>
    <message>
        <source>The model has no layer %2, which entry %1 names.</source>
        <translation>模型中没有条目 %1 指定的层 %2。</translation>
    </message>
    <message>
        <source>The model has no layer %2, which entry %1 names; the nearest are %3.</source>
        <translation>模型中没有条目 %1 指定的层 %2；最接近的是 %3。</translation>
    </message>
    <message>
        <source>The model has no layer of type %2, which entry %1 names.</source>
        <translation>模型中没有条目 %1 指定的 %2 类型的层。</translation>
    </message>
    <message>
        <source>The model has no layer of type %2, which entry %1 names; the nearest are %3.</source>
        <translation>模型中没有条目 %1 指定的 %2 类型的层；最接近的类型是 %3。</translation>
    </message>
    <message>
        <source>%2 of the %3 layers that entry %1 names are not in the model, such as %4.</source>
        <translation>条目 %1 指定的 %3 个层中有 %2 个不在模型中，例如 %4。</translation>
    </message>
    <message>
        <source>%1 is not a number.</source>
        <translation>%1 不是数字。</translation>
    </message>
    <message>
        <source>The number %1 is too large.</source>
        <translation>数字 %1 过大。</translation>
    </message>
    <message>
        <source>The text is empty; write [] for a config list without entries.</source>
        <translation>文本为空；没有条目的配置列表请写 []。</translation>
    </message>
    <message>
        <source>Nothing may follow the config list.</source>
        <translation>配置列表之后不能有其他内容。</translation>
    </message>
    <message>
        <source>Lists are nested more than %1 deep.</source>
        <translation>列表嵌套超过 %1 层。</translation>
    </message>
    <message>
        <source>%1 is not a value; texts stand in quotes, and nothing is computed.</source>
        <translation>%1 不是有效的值；字符串须加引号，表达式不会被计算。</translation>
    </message>
    <message>
        <source>A comma or %1 is missing here.</source>
        <translation>此处缺少逗号或 %1。</translation>
    </message>
    <message>
        <source>A key in quotes is expected here.</source>
        <translation>此处应为带引号的键。</translation>
    </message>
    <message>
        <source>The key %1 stands twice in this entry.</source>
        <translation>键 %1 在此条目中出现了两次。</translation>
    </message>
    <message>
        <source>A colon is missing behind the key %1.</source>
        <translation>键 %1 后面缺少冒号。</translation>
    </message>
    <message>
        <source>The key %1 has no value.</source>
        <translation>键 %1 没有值。</translation>
    </message>
    <message>
        <source>The bracket %1 is never closed.</source>
        <translation>括号 %1 没有闭合。</translation>
    </message>
    <message>
        <source>Typographic quotes do not enclose a text; use &apos; or &quot;.</source>
        <translation>排版引号不能用来括住字符串；请使用 &apos; 或 &quot;。</translation>
    </message>
    <message>
        <source>This byte is not UTF-8; save the text as UTF-8.</source>
        <translation>此字节不是 UTF-8 编码；请将文本保存为 UTF-8。</translation>
    </message>
    <message>
        <source>A control character stands here; this is not a text file.</source>
        <translation>此处有控制字符；这不是文本文件。</translation>
    </message>
    <message>
        <source>A value is expected here, not %1.</source>
        <translation>此处应为值，而不是 %1。</translation>
    </message>
    <message>
        <source>This escape does not name a character.</source>
        <translation>此转义序列不表示任何字符。</translation>
    </message>
    <message>
        <source>This text has no closing quote on its line.</source>
        <translation>此字符串在本行内没有右引号。</translation>
    </message>
    <message>
        <source>This text has no closing quote.</source>
        <translation>此字符串没有右引号。</translation>
    </message>
    <message>
        <source>A batch of %1 images does not fit into the memory; choose a smaller batch size.</source>
        <translation>内存容纳不下含 %1 张图像的批次；请选择更小的批大小。</translation>
    </message>
    <message>
        <source>The CIFAR-10 file %1 has %2 bytes, no multiple of its records of %3; it is damaged or not the binary version.</source>
        <translation>CIFAR-10 文件 %1 有 %2 字节，不是记录长度 %3 的整数倍；文件已损坏，或不是二进制版本。</translation>
    </message>
    <message>
        <source>Label %1 of sample %2 in %3 is outside the %4 classes.</source>
        <translation>%3 中样本 %2 的标签 %1 超出了 %4 个类别的范围。</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>文件夹 %1 不存在。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no kind of data; there are fashion-mnist, mnist:DIR, cifar10:DIR and folder:DIR.</source>
        <translation>“%1”不是数据种类；可用的有 fashion-mnist、mnist:DIR、cifar10:DIR 和 folder:DIR。</translation>
    </message>
    <message>
        <source>Cannot read %1: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>The data %1 does not fit into the memory of this machine; use limit= or a smaller size=.</source>
        <translation>本机内存容纳不下数据 %1；请使用 limit= 或更小的 size=。</translation>
    </message>
    <message>
        <source>The data option split is &quot;%1&quot;; it must be train or test.</source>
        <translation>数据选项 split 为“%1”；它必须是 train 或 test。</translation>
    </message>
    <message>
        <source>The data option limit is &quot;%1&quot;; it must be a whole number from 1.</source>
        <translation>数据选项 limit 为“%1”；它必须是不小于 1 的整数。</translation>
    </message>
    <message>
        <source>The data option size is &quot;%1&quot;; write it as HEIGHTxWIDTH such as 224x224, with 1x or 3x before it to choose the channels.</source>
        <translation>数据选项 size 为“%1”；请写成 HEIGHTxWIDTH 的形式，例如 224x224，前面可加 1x 或 3x 以指定通道数。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; in the data option %2=%3 is not a usable number; write one per channel like .485:.456:.406, std above 0.</source>
        <translation>数据选项 %2=%3 中的“%1”不是可用的数字；请为每个通道写一个，例如 .485:.456:.406，std 须大于 0。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a data option; there are split=, limit=, size=, mean= and std=.</source>
        <translation>“%1”不是数据选项；可用的有 split=、limit=、size=、mean= 和 std=。</translation>
    </message>
    <message>
        <source>The data &quot;%1&quot; needs a folder; write it as %1:DIR.</source>
        <translation>数据“%1”需要文件夹；请写成 %1:DIR。</translation>
    </message>
    <message>
        <source>fashion-mnist takes no folder; for files of your own write mnist:DIR.</source>
        <translation>fashion-mnist 不接受文件夹；使用自己的文件时请写 mnist:DIR。</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>文件 %1 不存在。</translation>
    </message>
    <message>
        <source>%1 is a folder, not a file.</source>
        <translation>%1 是文件夹，不是文件。</translation>
    </message>
    <message>
        <source>The compressed file %1 is damaged or cut off (%2).</source>
        <translation>压缩文件 %1 已损坏或不完整（%2）。</translation>
    </message>
    <message>
        <source>The image %1 changed its size while it was in use.</source>
        <translation>图像 %1 的尺寸在使用过程中发生了变化。</translation>
    </message>
    <message>
        <source>Files left out because they are neither PNG nor JPEG: %1, the first is %2.</source>
        <translation>因既非 PNG 也非 JPEG 而略过的文件数：%1，其中第一个是 %2。</translation>
    </message>
    <message>
        <source>The class %1 has no images in this part of the data.</source>
        <translation>类别 %1 在这部分数据中没有图像。</translation>
    </message>
    <message>
        <source>%1 has %2 pixels, but %3 has %4; choose one size for all with size=HEIGHTxWIDTH.</source>
        <translation>%1 的像素尺寸为 %2，而 %3 为 %4；请用 size=HEIGHTxWIDTH 为所有图像选择统一尺寸。</translation>
    </message>
    <message>
        <source>The folder %1 has no PNG or JPEG images in its classes.</source>
        <translation>文件夹 %1 的各类别中没有 PNG 或 JPEG 图像。</translation>
    </message>
    <message>
        <source>The folder %1 has no sub-folders; each class needs one with its images.</source>
        <translation>文件夹 %1 没有子文件夹；每个类别都需要一个存放其图像的子文件夹。</translation>
    </message>
    <message>
        <source>The class %1 in %2 does not exist among the %3 classes of the training data.</source>
        <translation>%2 中的类别 %1 不在训练数据的 %3 个类别之中。</translation>
    </message>
    <message>
        <source>The folder %1 has test data but no train folder.</source>
        <translation>文件夹 %1 有测试数据，但没有 train 文件夹。</translation>
    </message>
    <message>
        <source>The folder %1 has a train folder but neither test nor val.</source>
        <translation>文件夹 %1 有 train 文件夹，但既没有 test 也没有 val。</translation>
    </message>
    <message>
        <source>The folder %1 has neither %2 nor %2.gz.</source>
        <translation>文件夹 %1 中既没有 %2 也没有 %2.gz。</translation>
    </message>
    <message>
        <source>%1 is no IDX file: it does not begin with the IDX magic number.</source>
        <translation>%1 不是 IDX 文件：它不以 IDX 魔数开头。</translation>
    </message>
    <message>
        <source>The IDX file %1 has type %2 and %3 dimensions; type 8 (unsigned byte) and %4 dimensions are needed.</source>
        <translation>IDX 文件 %1 的类型为 %2，有 %3 个维度；需要的是类型 8（无符号字节）和 %4 个维度。</translation>
    </message>
    <message>
        <source>The IDX file %1 ends within its header.</source>
        <translation>IDX 文件 %1 在文件头中途结束。</translation>
    </message>
    <message>
        <source>The header of the IDX file %1 claims impossible sizes.</source>
        <translation>IDX 文件 %1 的文件头声明了不可能的尺寸。</translation>
    </message>
    <message>
        <source>The IDX file %1 is cut off: its header promises %2 bytes, %3 are there.</source>
        <translation>IDX 文件 %1 不完整：文件头声明了 %2 字节，实际只有 %3 字节。</translation>
    </message>
    <message>
        <source>The IDX file %1 is longer than the %2 bytes its header promises.</source>
        <translation>IDX 文件 %1 比文件头声明的 %2 字节长。</translation>
    </message>
    <message>
        <source>%1 holds %2 images, but %3 holds %4 labels.</source>
        <translation>%1 含 %2 张图像，而 %3 含 %4 个标签。</translation>
    </message>
    <message>
        <source>Fashion-MNIST is not installed in %1; install the package dataset-fashion-mnist, or name a folder with its files as mnist:DIR.</source>
        <translation>%1 中未安装 Fashion-MNIST；请安装软件包 dataset-fashion-mnist，或以 mnist:DIR 的形式指定含有其文件的文件夹。</translation>
    </message>
    <message>
        <source>The image %1 is damaged: %2.</source>
        <translation>图像 %1 已损坏：%2。</translation>
    </message>
    <message>
        <source>Cannot read %1: it cannot be opened.</source>
        <translation>无法读取 %1：文件无法打开。</translation>
    </message>
    <message>
        <source>There are %1 values of %2 for images with %3 channels; give one, or one per channel.</source>
        <translation>图像有 %3 个通道，却给出了 %1 个 %2 值；请给出一个，或每个通道一个。</translation>
    </message>
    <message>
        <source>The images have %1 channels, the network wants %2; %2 channels come from size=%2xHEIGHTxWIDTH.</source>
        <translation>图像有 %1 个通道，而网络需要 %2 个；使用 size=%2xHEIGHTxWIDTH 可得到 %2 个通道。</translation>
    </message>
    <message>
        <source>The normalisation has a std of %1; it must be above 0.</source>
        <translation>归一化的 std 为 %1；它必须大于 0。</translation>
    </message>
    <message>
        <source>The file %1 holds something other than named tensors.</source>
        <translation>文件 %1 含有具名张量以外的内容。</translation>
    </message>
    <message>
        <source>State dict (weights only)</source>
        <translation>状态字典（仅权重）</translation>
    </message>
    <message>
        <source>every tensor, bit by bit</source>
        <translation>所有张量，逐位比较</translation>
    </message>
    <message>
        <source>the file holds %1 tensors instead of %2</source>
        <translation>文件含 %1 个张量，而应为 %2 个</translation>
    </message>
    <message>
        <source>the file holds the tensor %1 where %2 belongs</source>
        <translation>文件在应为 %2 的位置含有张量 %1</translation>
    </message>
    <message>
        <source>the tensor %1 differs</source>
        <translation>张量 %1 不同</translation>
    </message>
    <message>
        <source>TorchScript</source>
        <translation>TorchScript</translation>
    </message>
    <message>
        <source>every tensor, bit by bit; outputs were not compared, as the input shape is unknown</source>
        <translation>所有张量，逐位比较；由于输入形状未知，未比较输出</translation>
    </message>
    <message>
        <source>the outputs for a random input of shape %1</source>
        <translation>形状为 %1 的随机输入所得的输出</translation>
    </message>
    <message>
        <source>These channels are an output of the network.</source>
        <translation>这些通道是网络的输出。</translation>
    </message>
    <message>
        <source>They share positions of a tensor that is split into dimensions.</source>
        <translation>它们共用一个被拆分为多个维度的张量中的位置。</translation>
    </message>
    <message>
        <source>They are alternatives of a branch in %1.</source>
        <translation>它们是 %1 中同一分支的不同选项。</translation>
    </message>
    <message>
        <source>A branch in layer %1 (%2) depends on the data, so that channels cannot be followed through it; write it without the branch and save it again.</source>
        <translation>层 %1（%2）中的分支取决于数据，因此无法穿过它追踪通道；请改写为不含该分支的形式并重新保存。</translation>
    </message>
    <message>
        <source>The length of a loop in layer %1 (%2) depends on the data, so that channels cannot be followed through it; write it without the loop and save it again.</source>
        <translation>层 %1（%2）中循环的长度取决于数据，因此无法穿过它追踪通道；请改写为不含该循环的形式并重新保存。</translation>
    </message>
    <message>
        <source>Channels cannot be followed through %1 in layer %2 (%3): %4</source>
        <translation>无法穿过层 %2（%3）中的 %1 追踪通道：%4</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) has no rule for channels: what reaches it keeps all of them.</source>
        <translation>层 %2（%3）中的算子 %1 没有通道规则：到达它的通道全部保留。</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) has no rule for channels and does not run on zeros, so that nothing behind it can be followed.</source>
        <translation>层 %2（%3）中的算子 %1 没有通道规则，也无法以零值运行，因此无法追踪其后的任何部分。</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) is not part of LibTorch %4; save the network with an older PyTorch, or build Espalier with a newer LibTorch.</source>
        <translation>层 %2（%3）中的算子 %1 不属于 LibTorch %4；请用较旧的 PyTorch 保存网络，或用较新的 LibTorch 构建 Espalier。</translation>
    </message>
    <message>
        <source>%1 in %2 failed: %3</source>
        <translation>%2 中的 %1 失败：%3</translation>
    </message>
    <message>
        <source>The network calls %1 (%2), which cannot be followed; write that part as an ordinary module and script it again.</source>
        <translation>网络调用了 %1（%2），无法追踪；请将该部分写成普通模块，并重新转换为 TorchScript。</translation>
    </message>
    <message>
        <source>Input %1 of the network is a %2, not a tensor, so that its shapes cannot be found by an input shape.</source>
        <translation>网络的输入 %1 是 %2 而不是张量，因此无法由输入形状得出其各处的形状。</translation>
    </message>
    <message>
        <source>%1 uses the operator %2, which LibTorch %3 does not have; save the network with an older PyTorch, or build Espalier with a newer LibTorch.</source>
        <translation>%1 使用了算子 %2，而 LibTorch %3 没有该算子；请用较旧的 PyTorch 保存网络，或用较新的 LibTorch 构建 Espalier。</translation>
    </message>
    <message>
        <source>%1 cannot be read as TorchScript: %2</source>
        <translation>无法将 %1 作为 TorchScript 读取：%2</translation>
    </message>
    <message>
        <source>Methods other than forward() are not kept: %1.</source>
        <translation>forward() 以外的方法不予保留：%1。</translation>
    </message>
    <message>
        <source>%1 tensors of other precision were converted to float32: %2.</source>
        <translation>%1 个其他精度的张量已转换为 float32：%2。</translation>
    </message>
    <message>
        <source>%1 holds no parameters: it was frozen (torch.jit.freeze) or optimised for inference; open the file that was saved before.</source>
        <translation>%1 不含参数：它已被冻结（torch.jit.freeze）或针对推理做过优化；请打开在此之前保存的文件。</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>Analysing the graph</source>
        <translation>正在分析计算图</translation>
    </message>
    <message>
        <source>%1 has no forward() method.</source>
        <translation>%1 没有 forward() 方法。</translation>
    </message>
    <message>
        <source>%1 is already quantized to integers, which cannot be edited; open the network as it was before quantization.</source>
        <translation>%1 已量化为整数，无法编辑；请打开量化之前的网络。</translation>
    </message>
    <message>
        <source>The network needs %1 inputs, and got %2: &quot;%3&quot; is missing.</source>
        <translation>网络需要 %1 个输入，但只得到 %2 个：缺少“%3”。</translation>
    </message>
    <message>
        <source>The weights in %1 do not fit the network; missing: %2; unexpected: %3; of another shape: %4.</source>
        <translation>%1 中的权重与网络不匹配；缺少：%2；多余：%3；形状不同：%4。</translation>
    </message>
    <message>
        <source>The network has no tensor &quot;%1&quot;.</source>
        <translation>网络没有张量“%1”。</translation>
    </message>
    <message>
        <source>The tensor &quot;%1&quot; does not hold 32-bit floats.</source>
        <translation>张量“%1”的元素不是 32 位浮点数。</translation>
    </message>
    <message>
        <source>The masks name layer &quot;%1&quot;, and the network has no %2 there.</source>
        <translation>掩码中有层“%1”，但网络在该处没有 %2。</translation>
    </message>
    <message>
        <source>The mask of &quot;%1&quot; is %2, and the %3 there is %4.</source>
        <translation>“%1”的掩码为 %2，而该处的 %3 为 %4。</translation>
    </message>
    <message>
        <source>The tensor &quot;%1&quot; is not contiguous in memory.</source>
        <translation>张量“%1”在内存中不连续。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has %2 elements, and %3 values were given.</source>
        <translation>“%1”有 %2 个元素，却给出了 %3 个值。</translation>
    </message>
    <message>
        <source>Input %1 has %2 values, and its shape %3 needs %4.</source>
        <translation>输入 %1 有 %2 个值，而其形状 %3 需要 %4 个。</translation>
    </message>
    <message>
        <source>The filters cannot be compared: %1</source>
        <translation>无法比较滤波器：%1</translation>
    </message>
    <message>
        <source>The weight of layer %1 (%2) does not divide into %3 groups of channels.</source>
        <translation>层 %1（%2）的权重无法划分为 %3 个通道分组。</translation>
    </message>
    <message>
        <source>Distance to the other filters</source>
        <translation>与其他滤波器的距离</translation>
    </message>
    <message>
        <source>Removes output channels that lie nearest to all others, because the others can stand in for them. Useful where no filter is small.</source>
        <translation>移除与其余通道最接近的输出通道，因为其余通道可以代替它们。适用于没有较小滤波器的情况。</translation>
    </message>
    <message>
        <source>L1 norm of filters</source>
        <translation>滤波器的 L1 范数</translation>
    </message>
    <message>
        <source>Removes output channels whose weights have the smallest sum of magnitudes. Fast, needs no data, and a good first choice for convolutions.</source>
        <translation>移除权重绝对值之和最小的输出通道。速度快，不需要数据，是卷积层的首选。</translation>
    </message>
    <message>
        <source>L2 norm of filters</source>
        <translation>滤波器的 L2 范数</translation>
    </message>
    <message>
        <source>Removes output channels whose weights have the smallest Euclidean norm. Like the L1 norm, but single large weights count more.</source>
        <translation>移除权重欧几里得范数最小的输出通道。与 L1 范数类似，但个别较大的权重影响更大。</translation>
    </message>
    <message>
        <source>Magnitude of single weights</source>
        <translation>单个权重的幅值</translation>
    </message>
    <message>
        <source>Sets the smallest weights of each layer to zero, one by one. Keeps accuracy best for a given sparsity, but the layer keeps its shape and speed.</source>
        <translation>将每层中最小的权重逐个置零。在给定稀疏度下最能保持准确率，但层的形状和速度不变。</translation>
    </message>
    <message>
        <source>The file %1 is not a mask file: a mask file is a dict that gives each layer a dict with &quot;weight&quot; and &quot;bias&quot;.</source>
        <translation>文件 %1 不是掩码文件：掩码文件是一个字典，为每个层给出一个含“weight”和“bias”的字典。</translation>
    </message>
    <message>
        <source>In the mask file %1, the mask &quot;%3&quot; of layer %2 is not a tensor.</source>
        <translation>在掩码文件 %1 中，层 %2 的掩码“%3”不是张量。</translation>
    </message>
    <message>
        <source>The mask of layer %1 has another size than its shape %2.</source>
        <translation>层 %1 的掩码大小与其形状 %2 不符。</translation>
    </message>
    <message>
        <source>%1 makes the output of the model; all its channels are kept.</source>
        <translation>%1 产生模型的输出；其通道全部保留。</translation>
    </message>
    <message>
        <source>%1 has only one channel, which is kept.</source>
        <translation>%1 只有一个通道，予以保留。</translation>
    </message>
    <message>
        <source>The sparsity of %1 is less than one of its %2 channels; all are kept.</source>
        <translation>%1 的稀疏度不足其 %2 个通道中的一个；全部保留。</translation>
    </message>
    <message>
        <source>The sparsity of %1 is less than one of its %2 weights; all are kept.</source>
        <translation>%1 的稀疏度不足其 %2 个权重中的一个；全部保留。</translation>
    </message>
    <message>
        <source>%1 loses %2 of %3 channels instead of %4: NNI removes channels of equal score together.</source>
        <translation>%1 移除了 %3 个通道中的 %2 个，而不是 %4 个：NNI 会一并移除得分相同的通道。</translation>
    </message>
    <message>
        <source>%1 loses %2 of %3 weights instead of %4: NNI removes equal weights together.</source>
        <translation>%1 移除了 %3 个权重中的 %2 个，而不是 %4 个：NNI 会一并移除相等的权重。</translation>
    </message>
    <message>
        <source>%1 loses %2 of %3 units instead of %4: at least one is kept.</source>
        <translation>%1 移除了 %3 个单元中的 %2 个，而不是 %4 个：至少保留一个。</translation>
    </message>
    <message>
        <source>The mask removes all of %1: the layer passes on nothing, and a speedup refuses it.</source>
        <translation>掩码移除了 %1 的全部内容：该层不再传递任何信息，加速会拒绝它。</translation>
    </message>
    <message>
        <source>There is no pruning criterion %1; there are %2.</source>
        <translation>没有剪枝准则 %1；可用的有 %2。</translation>
    </message>
    <message>
        <source>Pruning %1</source>
        <translation>正在剪枝 %1</translation>
    </message>
    <message>
        <source>The config list selects no layer to prune.</source>
        <translation>配置列表没有选中任何可剪枝的层。</translation>
    </message>
    <message>
        <source>Pruning is done</source>
        <translation>剪枝完成</translation>
    </message>
    <message>
        <source>The model has no layer %1.</source>
        <translation>模型没有层 %1。</translation>
    </message>
    <message>
        <source>Layer %1 (%2) has no weight.</source>
        <translation>层 %1（%2）没有权重。</translation>
    </message>
    <message>
        <source>Random choice</source>
        <translation>随机选择</translation>
    </message>
    <message>
        <source>Removes output channels drawn at random. The baseline that every criterion has to beat.</source>
        <translation>移除随机抽取的输出通道。这是任何准则都必须超越的基线。</translation>
    </message>
    <message>
        <source>The file %1 holds weights without a network (a state dict); open the network first and load these weights into it. Three Python lines make a file that opens, with your own class in place of Network:
    import torch
    model = Network(); model.load_state_dict(torch.load(&quot;%2&quot;))
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</source>
        <translation>文件 %1 只含权重而不含网络（状态字典）；请先打开网络，再将这些权重加载到其中。用以下三行 Python 代码可生成能够打开的文件，请将 Network 换成您自己的类：
    import torch
    model = Network(); model.load_state_dict(torch.load(&quot;%2&quot;))
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</translation>
    </message>
    <message>
        <source>The file %1 is a Python pickle (torch.save of a whole module), which only the program that wrote it can read. Three Python lines make a file that opens, run where the module&apos;s class is importable:
    import torch
    model = torch.load(&quot;%2&quot;, weights_only=False)
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</source>
        <translation>文件 %1 是 Python pickle（对整个模块执行 torch.save 的结果），只有写出它的程序才能读取。在能够导入该模块所属类的环境中运行以下三行 Python 代码，可生成能够打开的文件：
    import torch
    model = torch.load(&quot;%2&quot;, weights_only=False)
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</translation>
    </message>
    <message>
        <source>The file %1 was written by torch.export, which is not supported yet. Save the original module as TorchScript in Python:
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</source>
        <translation>文件 %1 由 torch.export 写出，目前尚不支持。请在 Python 中将原始模块保存为 TorchScript：
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</translation>
    </message>
    <message>
        <source>The file %1 is an ONNX network, which cannot be trained. Save the PyTorch module that it came from as TorchScript in Python:
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</source>
        <translation>文件 %1 是 ONNX 网络，无法训练。请在 Python 中将其来源的 PyTorch 模块保存为 TorchScript：
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</translation>
    </message>
    <message>
        <source>The file %1 is an Espalier session, not a network; open it as a session.</source>
        <translation>文件 %1 是 Espalier 会话，不是网络；请将其作为会话打开。</translation>
    </message>
    <message>
        <source>The file %1 is not a TorchScript network. Networks are saved in Python with:
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</source>
        <translation>文件 %1 不是 TorchScript 网络。在 Python 中用以下代码保存网络：
    torch.jit.save(torch.jit.script(model.eval()), &quot;model.pt&quot;)</translation>
    </message>
    <message>
        <source>%1 is a folder; choose a file inside it.</source>
        <translation>%1 是文件夹；请选择其中的文件。</translation>
    </message>
    <message>
        <source>%1 is not a regular file.</source>
        <translation>%1 不是普通文件。</translation>
    </message>
    <message>
        <source>Cannot read %1: you have no permission to read this file.</source>
        <translation>无法读取 %1：您没有读取此文件的权限。</translation>
    </message>
    <message>
        <source>The file %1 is empty.</source>
        <translation>文件 %1 为空。</translation>
    </message>
    <message>
        <source>The file %1 is damaged: it ends before the data it announces.</source>
        <translation>文件 %1 已损坏：它在所声明的数据之前就结束了。</translation>
    </message>
    <message>
        <source>The file %1 is damaged: the description of a tensor in it is incomplete.</source>
        <translation>文件 %1 已损坏：其中一个张量的描述不完整。</translation>
    </message>
    <message>
        <source>The file %1 contains tensors of the type %2, which is not supported; convert them in Python, e.g. with tensor.float().</source>
        <translation>文件 %1 含有 %2 类型的张量，不受支持；请在 Python 中转换，例如使用 tensor.float()。</translation>
    </message>
    <message>
        <source>The file %1 calls the Python function %2, which is not supported.</source>
        <translation>文件 %1 调用了 Python 函数 %2，不受支持。</translation>
    </message>
    <message>
        <source>The file %1 is damaged: its contents are nested without end.</source>
        <translation>文件 %1 已损坏：其内容无限嵌套。</translation>
    </message>
    <message>
        <source>The file %1 was written on a big-endian machine; save it again on this kind of computer.</source>
        <translation>文件 %1 是在大端序机器上写出的；请在与本机同类的计算机上重新保存。</translation>
    </message>
    <message>
        <source>The file %1 holds too many Python objects to be a file of weights.</source>
        <translation>文件 %1 含有过多 Python 对象，不可能是权重文件。</translation>
    </message>
    <message>
        <source>The file %1 is a TorchScript network, not a file of weights.</source>
        <translation>文件 %1 是 TorchScript 网络，不是权重文件。</translation>
    </message>
    <message>
        <source>The file %1 is a Python pickle that torch.save did not write; only files of tensors written by torch.save are read.</source>
        <translation>文件 %1 是 Python pickle，但不是由 torch.save 写出的；只能读取由 torch.save 写出的张量文件。</translation>
    </message>
    <message>
        <source>The file %1 is not a file of tensors written by torch.save.</source>
        <translation>文件 %1 不是由 torch.save 写出的张量文件。</translation>
    </message>
    <message>
        <source>The file %1 is damaged: LibTorch refuses the tensors in it.</source>
        <translation>文件 %1 已损坏：LibTorch 拒绝其中的张量。</translation>
    </message>
    <message>
        <source>There is not enough memory to read the file %1.</source>
        <translation>内存不足，无法读取文件 %1。</translation>
    </message>
    <message>
        <source>Cannot write %1: LibTorch could not finish the archive.</source>
        <translation>无法写入 %1：LibTorch 未能完成归档文件。</translation>
    </message>
    <message>
        <source>A text of more than 4 GB cannot be written to a file of tensors.</source>
        <translation>超过 4 GB 的文本无法写入张量文件。</translation>
    </message>
    <message>
        <source>A tensor of the type %1 cannot be written to a file of tensors.</source>
        <translation>%1 类型的张量无法写入张量文件。</translation>
    </message>
    <message>
        <source>The file %1 is not a state dict: its entry %2 is no tensor.</source>
        <translation>文件 %1 不是状态字典：其条目 %2 不是张量。</translation>
    </message>
    <message>
        <source>The file %1 holds no named tensors, so it is not a state dict.</source>
        <translation>文件 %1 不含具名张量，因此不是状态字典。</translation>
    </message>
    <message>
        <source>The file %1 is damaged: the data of tensor storage %2 is missing or too short.</source>
        <translation>文件 %1 已损坏：张量存储 %2 的数据缺失或过短。</translation>
    </message>
    <message>
        <source>The file %1 is damaged: a tensor in it reaches beyond its data.</source>
        <translation>文件 %1 已损坏：其中一个张量超出了其数据范围。</translation>
    </message>
    <message>
        <source>The file %1 contains the Python object %2. Only tensors are read, because other objects could run code; save the weights alone in Python: torch.save(model.state_dict(), &quot;weights.pth&quot;).</source>
        <translation>文件 %1 含有 Python 对象 %2。只读取张量，因为其他对象可能会运行代码；请在 Python 中仅保存权重：torch.save(model.state_dict(), &quot;weights.pth&quot;)。</translation>
    </message>
    <message>
        <source>The file %1 is damaged: its pickle breaks at byte %2.</source>
        <translation>文件 %1 已损坏：其 pickle 在第 %2 字节处中断。</translation>
    </message>
    <message>
        <source>The file %1 is truncated: the end of its zip archive is missing. Copy or download it again.</source>
        <translation>文件 %1 被截断：其 zip 归档缺少结尾。请重新复制或下载。</translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2 in its zip archive is encrypted or compressed in an unknown way.</source>
        <translation>无法读取文件 %1：其 zip 归档中的 %2 已加密，或以未知方式压缩。</translation>
    </message>
    <message>
        <source>The file %1 is damaged: the directory of its zip archive is broken. Copy or download it again.</source>
        <translation>文件 %1 已损坏：其 zip 归档的目录已损坏。请重新复制或下载。</translation>
    </message>
    <message>
        <source>The file %1 is damaged: %2 in its zip archive is broken. Copy or download it again.</source>
        <translation>文件 %1 已损坏：其 zip 归档中的 %2 已损坏。请重新复制或下载。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: it holds no JSON object.</source>
        <translation>会话文件 %1 无法使用：它不含 JSON 对象。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a JSON object.</source>
        <translation>会话文件 %1 无法使用：%2 必须是 JSON 对象。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 is missing.</source>
        <translation>会话文件 %1 无法使用：缺少 %2。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a text.</source>
        <translation>会话文件 %1 无法使用：%2 必须是字符串。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be true or false.</source>
        <translation>会话文件 %1 无法使用：%2 必须是 true 或 false。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a whole number of at least %3.</source>
        <translation>会话文件 %1 无法使用：%2 必须是不小于 %3 的整数。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a whole number of at least 0.</source>
        <translation>会话文件 %1 无法使用：%2 必须是不小于 0 的整数。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a number.</source>
        <translation>会话文件 %1 无法使用：%2 必须是数字。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a list of numbers.</source>
        <translation>会话文件 %1 无法使用：%2 必须是数字列表。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a list of texts.</source>
        <translation>会话文件 %1 无法使用：%2 必须是字符串列表。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 has a wrong value. %3</source>
        <translation>会话文件 %1 无法使用：%2 的值有误。%3</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 holds &quot;%3&quot;, which is neither pad-crop nor flip.</source>
        <translation>会话文件 %1 无法使用：%2 含有“%3”，它既不是 pad-crop 也不是 flip。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 is too large.</source>
        <translation>会话文件 %1 无法使用：%2 过大。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 is no config list. %3</source>
        <translation>会话文件 %1 无法使用：%2 不是配置列表。%3</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be a list of objects.</source>
        <translation>会话文件 %1 无法使用：%2 必须是对象列表。</translation>
    </message>
    <message>
        <source>There is no profile %1: there are default, nni-2.3 and nni-2.5.</source>
        <translation>没有规则集 %1：可用的有 default、nni-2.3 和 nni-2.5。</translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2.</source>
        <translation>无法读取文件 %1：%2。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 is empty.</source>
        <translation>会话文件 %1 无法使用：%2 为空。</translation>
    </message>
    <message>
        <source>The file %1 is not a session: it is not valid JSON (line %2).</source>
        <translation>文件 %1 不是会话：它不是有效的 JSON（第 %2 行）。</translation>
    </message>
    <message>
        <source>The session file %1 was written by a newer Espalier (its format_version is %2, this one reads up to %3): open it with that version.</source>
        <translation>会话文件 %1 由较新版本的 Espalier 写出（其 format_version 为 %2，此版本最高可读取 %3）：请用该版本打开。</translation>
    </message>
    <message>
        <source>The mask file %1 does not fit the model: it masks %2, which the model does not have.</source>
        <translation>掩码文件 %1 与模型不匹配：它为 %2 提供了掩码，但模型中没有该项。</translation>
    </message>
    <message>
        <source>The mask file %1 does not fit the model: the mask of %2 is %3, the model&apos;s is %4.</source>
        <translation>掩码文件 %1 与模型不匹配：%2 的掩码为 %3，而模型中为 %4。</translation>
    </message>
    <message>
        <source>The run in %1 is finished; there is nothing to resume.</source>
        <translation>%1 中的运行已完成；没有可继续的内容。</translation>
    </message>
    <message>
        <source>The run in %1 cannot be resumed: its model, weights or masks have changed since it started.</source>
        <translation>%1 中的运行无法继续：其模型、权重或掩码在启动后发生了变化。</translation>
    </message>
    <message>
        <source>Opening the data %1</source>
        <translation>正在打开数据 %1</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>正在写入 %1</translation>
    </message>
    <message>
        <source>This version has no pruning algorithm %1; it offers %2.</source>
        <translation>此版本没有剪枝算法 %1；可用的有 %2。</translation>
    </message>
    <message>
        <source>The file name &quot;%1&quot; of an export step must lie within the output folder.</source>
        <translation>导出步骤的文件名“%1”必须位于输出文件夹内。</translation>
    </message>
    <message>
        <source>This version has no export format %1; it offers %2.</source>
        <translation>此版本没有导出格式 %1；可用的有 %2。</translation>
    </message>
    <message>
        <source>Fine-tuning needs a data set, and the session names none.</source>
        <translation>微调需要数据集，而会话未指定。</translation>
    </message>
    <message>
        <source>The data has %1 classes, fewer than the %2 outputs of the network.</source>
        <translation>数据有 %1 个类别，少于网络的 %2 个输出。</translation>
    </message>
    <message>
        <source>The outputs of the network are probabilities, so it ends with a softmax; training expects the scores before it and learns slowly. Remove the final softmax or use log_softmax.</source>
        <translation>网络的输出是概率，即网络以 softmax 结尾；训练需要 softmax 之前的得分，否则学习缓慢。请移除末尾的 softmax，或使用 log_softmax。</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>正在评估</translation>
    </message>
    <message>
        <source>The evaluation failed: %1.</source>
        <translation>评估失败：%1。</translation>
    </message>
    <message>
        <source>The checkpoint %1 belongs to a run with other training options.</source>
        <translation>检查点 %1 属于使用其他训练选项的运行。</translation>
    </message>
    <message>
        <source>The checkpoint %1 belongs to a run of another model.</source>
        <translation>检查点 %1 属于另一个模型的运行。</translation>
    </message>
    <message>
        <source>The checkpoint %1 belongs to a run with other masks.</source>
        <translation>检查点 %1 属于使用其他掩码的运行。</translation>
    </message>
    <message>
        <source>The checkpoint %1 belongs to a run with other training data.</source>
        <translation>检查点 %1 属于使用其他训练数据的运行。</translation>
    </message>
    <message>
        <source>The checkpoint %1 belongs to a run with other test data.</source>
        <translation>检查点 %1 属于使用其他测试数据的运行。</translation>
    </message>
    <message>
        <source>The training checkpoint %1 is damaged or cut off.</source>
        <translation>训练检查点 %1 已损坏或不完整。</translation>
    </message>
    <message>
        <source>There is no training checkpoint %1.</source>
        <translation>训练检查点 %1 不存在。</translation>
    </message>
    <message>
        <source>Cannot read the training checkpoint %1.</source>
        <translation>无法读取训练检查点 %1。</translation>
    </message>
    <message>
        <source>%1 is no training checkpoint of this program.</source>
        <translation>%1 不是本程序的训练检查点。</translation>
    </message>
    <message>
        <source>The masks name %1 of layer %2, which the model does not have.</source>
        <translation>掩码中有层 %2 的 %1，但模型中没有。</translation>
    </message>
    <message>
        <source>The mask of %1 of layer %2 is %3, the parameter is %4.</source>
        <translation>层 %2 的 %1 的掩码为 %3，而参数为 %4。</translation>
    </message>
    <message>
        <source>The network does not accept images of %1: %2 It was made for images of %3; add size=%4 to the data.</source>
        <translation>网络不接受 %1 的图像：%2 它是为 %3 的图像设计的；请在数据中添加 size=%4。</translation>
    </message>
    <message>
        <source>The network does not accept images of %1: %2 Give the data the size it wants with size=HEIGHTxWIDTH.</source>
        <translation>网络不接受 %1 的图像：%2 请用 size=HEIGHTxWIDTH 将数据设为网络所需的尺寸。</translation>
    </message>
    <message>
        <source>The data has %1 classes, but the network only %2 outputs.</source>
        <translation>数据有 %1 个类别，而网络只有 %2 个输出。</translation>
    </message>
    <message>
        <source>The network takes %1 inputs; with labelled images it must be one.</source>
        <translation>网络有 %1 个输入；使用带标签的图像时只能有一个输入。</translation>
    </message>
    <message>
        <source>The network returns %1 for %2 images; one row of class scores per image is needed.</source>
        <translation>网络对 %2 张图像返回 %1；应为每张图像返回一行类别得分。</translation>
    </message>
    <message>
        <source>The network has no parameters that could be trained.</source>
        <translation>网络没有可训练的参数。</translation>
    </message>
    <message>
        <source>The loss on the test data is no number after epoch %1 at the learning rate %2; use a smaller learning rate.</source>
        <translation>在学习率 %2 下，第 %1 轮之后测试数据上的损失不是有效数值；请使用更小的学习率。</translation>
    </message>
    <message>
        <source>The loss became no number in epoch %1, batch %2 at the learning rate %3; use a smaller learning rate.</source>
        <translation>在学习率 %3 下，第 %1 轮第 %2 批次的损失不再是有效数值；请使用更小的学习率。</translation>
    </message>
    <message>
        <source>The loss on the test data is no number after epoch %1 at the learning rate %2; training stopped and the best checkpoint was kept. Use a smaller learning rate.</source>
        <translation>在学习率 %2 下，第 %1 轮之后测试数据上的损失不是有效数值；训练已停止，并保留了最佳检查点。请使用更小的学习率。</translation>
    </message>
    <message>
        <source>The loss became no number in epoch %1, batch %2 at the learning rate %3; training stopped and the best checkpoint was kept. Use a smaller learning rate.</source>
        <translation>在学习率 %3 下，第 %1 轮第 %2 批次的损失不再是有效数值；训练已停止，并保留了最佳检查点。请使用更小的学习率。</translation>
    </message>
    <message>
        <source>Training failed: %1.</source>
        <translation>训练失败：%1。</translation>
    </message>
    <message>
        <source>The training option %1 is %2; it must be %3.</source>
        <translation>训练选项 %1 的值为 %2；应为 %3。</translation>
    </message>
    <message>
        <source>There is no optimizer &quot;%1&quot;; there are sgd, adam and adamw.</source>
        <translation>没有优化器“%1”；可用的有 sgd、adam 和 adamw。</translation>
    </message>
    <message>
        <source>There is no learning-rate schedule &quot;%1&quot;; there are constant, step, cosine and one_cycle.</source>
        <translation>没有学习率调度“%1”；可用的有 constant、step、cosine 和 one_cycle。</translation>
    </message>
    <message>
        <source>Applying the masks</source>
        <translation>正在应用掩码</translation>
    </message>
    <message>
        <source>Reading %1 back</source>
        <translation>正在回读 %1</translation>
    </message>
    <message>
        <source>every mask, element by element</source>
        <translation>所有掩码，逐元素比较</translation>
    </message>
    <message>
        <source>every entry of the config list</source>
        <translation>配置列表的所有条目</translation>
    </message>
    <message>
        <source>There is not enough memory for this.</source>
        <translation>内存不足，无法执行此操作。</translation>
    </message>
    <message>
        <source>An unexpected failure: %1</source>
        <translation>意外错误：%1</translation>
    </message>
    <message>
        <source>An unexpected failure of unknown kind.</source>
        <translation>未知类型的意外错误。</translation>
    </message>
    <message>
        <source>%1 was not written: read back, it differs from the model by %2 (%3).</source>
        <translation>未写入 %1：回读后与模型相差 %2（%3）。</translation>
    </message>
    <message>
        <source>It reads these channels as its input.</source>
        <translation>该层以这些通道作为输入。</translation>
    </message>
    <message>
        <source>It treats each of these channels by itself.</source>
        <translation>该层对这些通道逐一单独处理。</translation>
    </message>
    <message>
        <source>It is combined with these channels element by element.</source>
        <translation>该层与这些通道逐元素运算。</translation>
    </message>
    <message>
        <source>Channels can only be followed through a network whose input shape is known; give one, as in 1,3,224,224.</source>
        <translation>只有输入形状已知时才能在网络中追踪通道；请指定输入形状，例如 1,3,224,224。</translation>
    </message>
    <message>
        <source>The masks leave the groups of %1 unequal; masked channels stay until all groups have as many. Pruning in mode dependency-aware chooses them together.</source>
        <translation>掩码使 %1 的各分组通道数不等；各组数量一致之前，被掩码的通道会保留。dependency-aware 剪枝模式会统一选择这些通道。</translation>
    </message>
    <message>
        <source>%1 of the %2 channels of %3 are masked and stay: %4</source>
        <translation>%3 的 %2 个通道中有 %1 个已被掩码但仍保留：%4</translation>
    </message>
    <message>
        <source>They meet in the operator %1 of %2.</source>
        <translation>它们在 %2 的算子 %1 处汇合。</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) computes with the number of these channels: all of them are kept.</source>
        <translation>层 %2（%3）中的算子 %1 用这些通道的数量参与计算：全部保留。</translation>
    </message>
    <message>
        <source>They share a group of the norm %1.</source>
        <translation>它们同属归一化层 %1 的一个分组。</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) normalises over all channels: none of them can go without changing the others.</source>
        <translation>层 %2（%3）中的算子 %1 对全部通道做归一化：移除任何一个都会改变其余通道。</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) normalises over these channels: all of them are kept.</source>
        <translation>层 %2（%3）中的算子 %1 对这些通道做归一化：全部保留。</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) computes one number from all of these channels: all of them are kept.</source>
        <translation>层 %2（%3）中的算子 %1 由所有这些通道计算出一个数：全部保留。</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) picks single channels: all of them are kept.</source>
        <translation>层 %2（%3）中的算子 %1 选取个别通道：全部保留。</translation>
    </message>
    <message>
        <source>They are inputs of %1, which is called several times.</source>
        <translation>它们是 %1 的输入，而该层被多次调用。</translation>
    </message>
    <message>
        <source>%1 is depthwise: its channels follow its input.</source>
        <translation>%1 是深度卷积：其通道随输入而定。</translation>
    </message>
    <message>
        <source>The weight of %1 in layer %2 (%3) is computed, not stored: the channels that reach it are all kept.</source>
        <translation>层 %2（%3）中 %1 的权重由计算得出而非存储：到达它的通道全部保留。</translation>
    </message>
    <message>
        <source>%1 depends on %2, which is excluded: the channels that both share are kept.</source>
        <translation>%1 依赖于已排除的 %2：两者共享的通道予以保留。</translation>
    </message>
    <message>
        <source>%1 follows the layers that it depends on.</source>
        <translation>%1 跟随它所依赖的层。</translation>
    </message>
    <message>
        <source>Following channels through the graph</source>
        <translation>正在沿计算图追踪通道</translation>
    </message>
    <message>
        <source>A network can only be timed on inputs of a known shape; give one, as in 1,3,224,224.</source>
        <translation>只有输入形状已知时才能对网络计时；请指定输入形状，例如 1,3,224,224。</translation>
    </message>
    <message>
        <source>Measuring latency</source>
        <translation>正在测量延迟</translation>
    </message>
    <message>
        <source>The masks name layer &quot;%1&quot;, and the network has no weight there; make them again for this network.</source>
        <translation>掩码指向层“%1”，但网络在该处没有权重；请为此网络重新生成掩码。</translation>
    </message>
    <message>
        <source>The mask of &quot;%1&quot; is %2, and the weight there is %3; make the masks again for this network.</source>
        <translation>“%1”的掩码为 %2，而该处的权重为 %3；请为此网络重新生成掩码。</translation>
    </message>
    <message>
        <source>The mask of &quot;%1&quot; removes all of it, and nothing would be left to pass on; lower its sparsity.</source>
        <translation>“%1”的掩码会将其全部移除，没有任何内容可以向后传递；请降低其稀疏度。</translation>
    </message>
    <message>
        <source>Removing channels</source>
        <translation>正在移除通道</translation>
    </message>
    <message>
        <source>Looking for constants that removed channels leave</source>
        <translation>正在查找被移除通道留下的常量</translation>
    </message>
    <message>
        <source>Comparing outputs with the masked network</source>
        <translation>正在与掩码后的网络比较输出</translation>
    </message>
    <message>
        <source>The smaller network computes something else than the masked one (relative difference %1), and nothing explains it; please report this network.</source>
        <translation>缩小后的网络与掩码后的网络计算结果不同（相对差异 %1），且原因不明；请反馈此网络。</translation>
    </message>
    <message>
        <source>Outputs differ by up to %1 (relative): removed channels leave constants that the zero padding of %2 cuts off at the border.</source>
        <translation>输出的相对差异最大为 %1：被移除的通道留下常量，而 %2 的零填充在边界处将其截断。</translation>
    </message>
    <message>
        <source>The masks remove no channel, so that nothing gets smaller: masks of single weights change no shapes.</source>
        <translation>掩码没有移除任何通道，因此网络不会变小：单个权重的掩码不改变形状。</translation>
    </message>
    <message>
        <source>Constants that removed channels left were folded into following biases and running means, which is exact in evaluation.</source>
        <translation>被移除通道留下的常量已折叠到后续的偏置和滑动均值中；这在评估模式下是精确的。</translation>
    </message>
    <message>
        <source>Some masked channels stay, because what they would leave behind is no constant or nothing could take it up.</source>
        <translation>部分被掩码的通道予以保留，因为它们留下的不是常量，或没有可以吸收该常量的位置。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; holds quantized weights, which cannot be edited; open the network as it was before quantization.</source>
        <translation>%1：“%2”保存的是量化后的权重，无法编辑；请打开量化之前的网络。</translation>
    </message>
    <message>
        <source>The weight of %1 is used in two ways.</source>
        <translation>%1 的权重以两种方式使用。</translation>
    </message>
    <message>
        <source>Layer %1 takes %2 input channels, but with this input shape it gets %3; give the input shape that the network was made for.</source>
        <translation>层 %1 需要 %2 个输入通道，但按此输入形状得到 %3 个；请给出该网络对应的输入形状。</translation>
    </message>
    <message>
        <source>The weight of layer %1 is used outside of that layer in another form, so its channels cannot be scored; exclude %1.</source>
        <translation>层 %1 的权重在该层之外以另一种形式使用，无法为其通道评分；请排除 %1。</translation>
    </message>
    <message>
        <source>Comparing outputs on real inputs</source>
        <translation>正在用真实输入比较输出</translation>
    </message>
    <message>
        <source>Trying one training step</source>
        <translation>正在试做一个训练步</translation>
    </message>
    <message>
        <source>The parameter %1 of %2 cannot be &quot;%3&quot;; it is one of %4.</source>
        <translation>参数 %1（属于 %2）不能是“%3”；它只能是 %4 之一。</translation>
    </message>
    <message>
        <source>The parameter %1 of %2 cannot be &quot;%3&quot;; it is a number from %4 to %5.</source>
        <translation>参数 %1（属于 %2）不能是“%3”；它是 %4 到 %5 之间的数。</translation>
    </message>
    <message>
        <source>The parameter %1 of %2 cannot be &quot;%3&quot;; it is a whole number from %4 to %5.</source>
        <translation>参数 %1（属于 %2）不能是“%3”；它是 %4 到 %5 之间的整数。</translation>
    </message>
    <message>
        <source>The parameter %1 of %2 cannot be &quot;%3&quot;; it is whole numbers from %4 to %5 with colons between them, such as 1:4.</source>
        <translation>参数 %1（属于 %2）不能是“%3”；它是 %4 到 %5 之间的整数，用冒号隔开，例如 1:4。</translation>
    </message>
    <message>
        <source>There is no parameter %1: %2 has none.</source>
        <translation>没有参数 %1：%2 没有任何参数。</translation>
    </message>
    <message>
        <source>%2 has no parameter %1; it has %3.</source>
        <translation>%2 没有参数 %1；它有 %3。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no parameter; write NAME=VALUE, and commas between several.</source>
        <translation>“%1”不是参数；请写成 NAME=VALUE，多个之间用逗号隔开。</translation>
    </message>
    <message>
        <source>There is no parameter %1.</source>
        <translation>没有参数 %1。</translation>
    </message>
    <message>
        <source>%1 expects a number or a dict of them by layer, such as {&quot;conv1&quot;: 0.9}.</source>
        <translation>%1 应为一个数，或按层给出的数的字典，例如 {&quot;conv1&quot;: 0.9}。</translation>
    </message>
    <message>
        <source>The total_sparsity of entry %1 is %2, outside the range [0, 1): 0.5 removes half, and 1 would remove everything.</source>
        <translation>条目 %1 的 total_sparsity 为 %2，超出范围 [0, 1)：0.5 移除一半，1 会移除全部。</translation>
    </message>
    <message>
        <source>Entry %1 gives both sparsity, for each layer, and total_sparsity, for all of them together: give one of them.</source>
        <translation>条目 %1 同时给出了 sparsity（每层各自）和 total_sparsity（所有层合计）：请只给出其中一个。</translation>
    </message>
    <message>
        <source>The max_sparsity_per_layer of entry %1 is %2, outside the range (0, 1].</source>
        <translation>条目 %1 的 max_sparsity_per_layer 为 %2，超出范围 (0, 1]。</translation>
    </message>
    <message>
        <source>The %2 of entry %1 is %3; it must be %4 at least.</source>
        <translation>条目 %1 的 %2 为 %3；它至少应为 %4。</translation>
    </message>
    <message>
        <source>The %2 of entry %1 is %3, outside the range [0, 1).</source>
        <translation>条目 %1 的 %2 为 %3，超出范围 [0, 1)。</translation>
    </message>
    <message>
        <source>Entry %1 describes a gradual course, which needs final_sparsity and end_epoch (initial_sparsity, start_epoch and frequency are 0, 0 and 1 where they are not given).</source>
        <translation>条目 %1 描述了渐进过程，需要 final_sparsity 和 end_epoch（未给出时 initial_sparsity、start_epoch 和 frequency 分别为 0、0 和 1）。</translation>
    </message>
    <message>
        <source>Entry %1 gives final_sparsity and another sparsity: give one of them.</source>
        <translation>条目 %1 同时给出了 final_sparsity 和另一个稀疏度：请只给出其中一个。</translation>
    </message>
    <message>
        <source>Share of zero activations</source>
        <translation>零激活的比例</translation>
    </message>
    <message>
        <source>Removes output channels that are zero behind their activation for most of the data. Needs a data set.</source>
        <translation>移除对大部分数据在激活之后为零的输出通道。需要数据集。</translation>
    </message>
    <message>
        <source>The criterion %1 scores channels on data, and there are no statistics of layer %2: give a data set, or exclude %2 where the network never runs it.</source>
        <translation>准则 %1 根据数据给通道评分，但没有层 %2 的统计信息：请给出数据集；如果网络从不运行 %2，请将其排除。</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>批次数</translation>
    </message>
    <message>
        <source>How many batches of the training data are looked at.</source>
        <translation>查看多少批训练数据。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>How many images one batch has.</source>
        <translation>每批有多少张图像。</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>What is applied to the outputs of a layer before they are looked at.</source>
        <translation>在查看层的输出之前对其应用什么。</translation>
    </message>
    <message>
        <source>Mean activation</source>
        <translation>平均激活值</translation>
    </message>
    <message>
        <source>Removes output channels whose activation is smallest on average over the data. Needs a data set.</source>
        <translation>移除在数据上平均激活值最小的输出通道。需要数据集。</translation>
    </message>
    <message>
        <source>Movement of single weights</source>
        <translation>单个权重的移动</translation>
    </message>
    <message>
        <source>Sets those weights to zero that fine-tuning moves towards zero, whatever their size. Works while the network is trained, with a sparsity schedule of several epochs.</source>
        <translation>将微调时向零移动的权重置零，无论其大小。在网络训练期间工作，需要跨多个轮次的稀疏度计划。</translation>
    </message>
    <message>
        <source>Learning rate of the scores</source>
        <translation>评分的学习率</translation>
    </message>
    <message>
        <source>How fast the scores follow the gradients.</source>
        <translation>评分跟随梯度的快慢。</translation>
    </message>
    <message>
        <source>The criterion movement scores the weights of %1 while the network is trained: fine-tune with a sparsity schedule of several epochs.</source>
        <translation>准则 movement 在网络训练期间给 %1 的权重评分：请使用跨多个轮次的稀疏度计划进行微调。</translation>
    </message>
    <message>
        <source>Scoring %1</source>
        <translation>正在给 %1 评分</translation>
    </message>
    <message>
        <source>Mode %1 does not look at the multiples of %2 channels asked for.</source>
        <translation>模式 %1 不考虑所要求的 %2 的倍数个通道。</translation>
    </message>
    <message>
        <source>The criterion %1, which entry %2 needs for %3, scores weights while the network is trained: fine-tune with a sparsity schedule of several epochs.</source>
        <translation>条目 %2 对 %3 使用的准则 %1 在网络训练期间给权重评分：请使用跨多个轮次的稀疏度计划进行微调。</translation>
    </message>
    <message>
        <source>The criterion %1, which entry %2 needs for %3, scores channels on data: give a data set.</source>
        <translation>条目 %2 对 %3 使用的准则 %1 根据数据给通道评分：请给出数据集。</translation>
    </message>
    <message>
        <source>Entry %1 gives %2 a total_sparsity, which only mode global shares out; use mode global, or sparsity.</source>
        <translation>条目 %1 给了 %2 一个 total_sparsity，只有 global 模式才会分摊它；请使用 global 模式，或改用 sparsity。</translation>
    </message>
    <message>
        <source>Entry %1 asks for a total of %2 with %3, entry %4 for %5 with %6: in mode global all layers share one total.</source>
        <translation>条目 %1 通过 %3 要求总稀疏度 %2，条目 %4 通过 %5 要求 %6：在 global 模式下所有层共用一个总稀疏度。</translation>
    </message>
    <message>
        <source>The total of %1 that entry %2 asks for cannot be reached: no more than %3 can go, because %4 keeps %5 of its weights at least. Lower the total, or raise max_sparsity_per_layer.</source>
        <translation>条目 %2 要求的总稀疏度 %1 无法达到：最多只能移除 %3，因为 %4 至少保留 %5 个权重。请降低总稀疏度，或提高 max_sparsity_per_layer。</translation>
    </message>
    <message>
        <source>Scale of batch norms</source>
        <translation>批归一化的缩放系数</translation>
    </message>
    <message>
        <source>First-order Taylor expansion</source>
        <translation>一阶泰勒展开</translation>
    </message>
    <message>
        <source>Removes output channels whose removal changes the loss least, judged by the gradients on the data. Needs a labelled data set.</source>
        <translation>移除对损失影响最小的输出通道，由数据上的梯度判断。需要带标签的数据集。</translation>
    </message>
    <message>
        <source>Entry %1 gives %2 %3 prune_iterations, entry %4 gives %5 %6: all layers are rewound together, so the numbers must be equal.</source>
        <translation>条目 %1 给 %2 的 prune_iterations 为 %3，条目 %4 给 %5 的为 %6：所有层一起回退，因此这些数必须相等。</translation>
    </message>
    <message>
        <source>Entry %1 gives %2 a course of its own, which only the schedule agp follows; under %3 its final_sparsity counts.</source>
        <translation>条目 %1 给了 %2 自己的过程，只有 agp 计划会遵循它；在 %3 下以其 final_sparsity 为准。</translation>
    </message>
    <message>
        <source>The course that entry %1 gives %2 has no way to go: its final_sparsity comes at once.</source>
        <translation>条目 %1 给 %2 的过程没有渐变的余地：其 final_sparsity 会立即生效。</translation>
    </message>
    <message>
        <source>The criterion %1, which entry %2 needs for %3, learns its scores in training, and the schedule %4 prunes before: use linear or agp.</source>
        <translation>条目 %2 对 %3 使用的准则 %1 在训练中学习评分，而计划 %4 在训练之前剪枝：请使用 linear 或 agp。</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>How often the sparsity changes; 0: as often as the epochs allow. What is left of the epochs trains on at the target.</source>
        <translation>稀疏度改变多少次；0：轮次允许多少次就多少次。剩余的轮次在目标稀疏度下继续训练。</translation>
    </message>
    <message>
        <source>Epochs per iteration</source>
        <translation>每次迭代的轮次数</translation>
    </message>
    <message>
        <source>How many epochs are trained at each sparsity.</source>
        <translation>在每个稀疏度下训练多少个轮次。</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>一次完成</translation>
    </message>
    <message>
        <source>Prunes to the whole sparsity before the first epoch.</source>
        <translation>在第一个轮次之前剪枝到全部稀疏度。</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Raises the sparsity by the same amount in each iteration.</source>
        <translation>每次迭代将稀疏度提高同样的量。</translation>
    </message>
    <message>
        <source>Automated gradual pruning</source>
        <translation>自动渐进剪枝</translation>
    </message>
    <message>
        <source>Raises the sparsity fast at first, while much can go, and slowly towards the end. Entries with final_sparsity have a course of their own.</source>
        <translation>起初可移除的多，稀疏度提高得快，接近结束时变慢。带有 final_sparsity 的条目有自己的过程。</translation>
    </message>
    <message>
        <source>Lottery ticket</source>
        <translation>彩票假设</translation>
    </message>
    <message>
        <source>Trains, removes a share of what is left, puts the weights back to where they began and trains again. The list&apos;s prune_iterations say how often.</source>
        <translation>训练，移除剩余权重的一部分，把权重恢复到起点，然后再次训练。列表中的 prune_iterations 决定次数。</translation>
    </message>
    <message>
        <source>There is no sparsity schedule %1; there are %2.</source>
        <translation>没有稀疏度计划 %1；有 %2。</translation>
    </message>
    <message>
        <source>The criterion %1 scores channels on data, and there is no data set.</source>
        <translation>准则 %1 根据数据给通道评分，但没有数据集。</translation>
    </message>
    <message>
        <source>%1 ends up with another sparsity than asked for: the findings say why.</source>
        <translation>%1 最终的稀疏度与要求的不同：原因见所列问题。</translation>
    </message>
    <message>
        <source>There is no criterion %1 that scores on data.</source>
        <translation>没有根据数据评分的准则 %1。</translation>
    </message>
    <message>
        <source>Collecting statistics for %1</source>
        <translation>正在为 %1 收集统计信息</translation>
    </message>
    <message>
        <source>The loss on the data is no number, so that %1 cannot judge by its gradients.</source>
        <translation>数据上的损失不是数，因此 %1 无法根据梯度判断。</translation>
    </message>
    <message>
        <source>Collecting statistics failed: %1.</source>
        <translation>收集统计信息失败：%1。</translation>
    </message>
    <message>
        <source>%1 scores on data: what it removes is known once the network is pruned.</source>
        <translation>%1 根据数据评分：剪枝后才知道移除哪些。</translation>
    </message>
    <message>
        <source>%1 scores on data, and no data set is chosen; choose one in the training dock.</source>
        <translation>%1 根据数据评分，但未选择数据集；请在训练面板中选择。</translation>
    </message>
    <message>
        <source>Entry %1 has the unknown key &quot;%2&quot;; did you mean &quot;%3&quot;?</source>
        <translation>条目 %1 含有未知的键“%2”；是否应为“%3”？</translation>
    </message>
    <message>
        <source>The bracket %1 is not closed before the next &quot;%2&quot;.</source>
        <translation>括号 %1 在其后的“%2”之前没有闭合。</translation>
    </message>
    <message>
        <source>The name %1 stands for the format %2, and the format is %3; name the file %4, or take the format %2.</source>
        <translation>文件名 %1 表示格式 %2，而所选格式是 %3；请将文件命名为 %4，或改用格式 %2。</translation>
    </message>
    <message>
        <source>The input shape %1 does not fit the network %2: %3</source>
        <translation>输入形状 %1 不适合网络 %2：%3</translation>
    </message>
    <message>
        <source>The input shape %1 (%4) does not fit the network %2: %3</source>
        <translation>输入形状 %1（%4）不适合网络 %2：%3</translation>
    </message>
    <message>
        <source>There is not enough memory to run the network %2 on the input shape %1; give a smaller one.</source>
        <translation>内存不足，无法以输入形状 %1 运行网络 %2；请给出更小的形状。</translation>
    </message>
    <message>
        <source>There is not enough memory to run the network %2 on the input shape %1 (%3); give a smaller one.</source>
        <translation>内存不足，无法以输入形状 %1（%3）运行网络 %2；请给出更小的形状。</translation>
    </message>
    <message>
        <source>The input shape of the network %1 must be known for this; give it (%2), several inputs as in 1,3,224,224;1,16:int64.</source>
        <translation>此操作需要知道网络 %1 的输入形状；请给出（%2），多个输入写作 1,3,224,224;1,16:int64。</translation>
    </message>
    <message>
        <source>The input shape of the network %1 must be known for this; give it (%2), such as %3.</source>
        <translation>此操作需要知道网络 %1 的输入形状；请给出（%2），例如 %3。</translation>
    </message>
    <message>
        <source>The config list in %1 cannot be used: %2</source>
        <translation>无法使用 %1 中的配置列表：%2</translation>
    </message>
    <message>
        <source>The config list in %1 selects no layer to prune: %2</source>
        <translation>%1 中的配置列表没有选中任何要剪枝的层：%2</translation>
    </message>
    <message>
        <source>The config list in %1 selects no layer to prune.</source>
        <translation>%1 中的配置列表没有选中任何要剪枝的层。</translation>
    </message>
    <message>
        <source>%1 masked channels stay: without them, %2 would miss constants that its zero padding cuts off at the border, and outputs would differ.</source>
        <translation>%1 个被掩码的通道保留：若移除它们，%2 会缺少其零填充在边界处截断的常数，输出将会不同。</translation>
    </message>
    <message>
        <source>The images are grey and the network takes %1 channels: each image is repeated for all of them.</source>
        <translation>图像是灰度图，而网络需要 %1 个通道：每幅图像将在所有通道上重复。</translation>
    </message>
    <message>
        <source>The criterion %1 has no mode %2; use mode %3.</source>
        <translation>准则 %1 没有模式 %2；请使用模式 %3。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 must be an object of texts.</source>
        <translation>无法使用会话文件 %1：%2 必须是文本值的对象。</translation>
    </message>
    <message>
        <source>The criterion %1 scores channels on data, and no data set is named: give one, such as --data fashion-mnist.</source>
        <translation>准则 %1 根据数据给通道评分，但没有指定数据集：请给出一个，例如 --data fashion-mnist。</translation>
    </message>
    <message>
        <source>The criterion %1 learns its scores in training: use it to fine-tune with a sparsity schedule, such as finetune --algorithm %1 --sparsity-schedule agp.</source>
        <translation>准则 %1 在训练中学习评分：请在微调时配合稀疏度计划使用，例如 finetune --algorithm %1 --sparsity-schedule agp。</translation>
    </message>
    <message>
        <source>This version has no pruning mode %1; it offers %2.</source>
        <translation>此版本没有剪枝模式 %1；它提供 %2。</translation>
    </message>
    <message>
        <source>The network&apos;s number of inputs is %1, and the input shape &quot;%2&quot; describes %3.</source>
        <translation>网络的输入个数为 %1，而输入形状“%2”描述了 %3 个。</translation>
    </message>
    <message>
        <source>On %1 images of the data set, outputs of the smaller network differ from the masked one&apos;s (relative difference %2); %3 of them get the same answer.</source>
        <translation>在数据集的 %1 张图像上，缩小后的网络与掩码网络的输出不同（相对差异 %2）；其中 %3 张的答案相同。</translation>
    </message>
    <message>
        <source>One training step of the smaller network left a parameter without a finite gradient.</source>
        <translation>缩小后的网络训练一步后，有参数没有有限的梯度。</translation>
    </message>
    <message>
        <source>The session file %1 cannot be used: %2 is &quot;%3&quot;, and this version offers prune, finetune, speedup and export.</source>
        <translation>无法使用会话文件 %1：%2 为“%3”，而此版本提供 prune、finetune、speedup 和 export。</translation>
    </message>
    <message>
        <source>The criterion %1 masks single weights, and cutting those out makes no network smaller: choose one that masks channels, such as l1, or leave the speedup step out.</source>
        <translation>准则 %1 掩盖的是单个权重，切除它们不会使网络变小：请选择掩盖通道的准则（例如 l1），或去掉 speedup 步骤。</translation>
    </message>
    <message>
        <source>Entry %1 rules no layer: entry %2 overrules it everywhere.</source>
        <translation>条目 %1 不决定任何层：条目 %2 在所有地方都覆盖了它。</translation>
    </message>
    <message>
        <source>Entry %1 rules no layer: the entries %2 overrule it everywhere.</source>
        <translation>条目 %1 不决定任何层：条目 %2 在所有地方都覆盖了它。</translation>
    </message>
    <message>
        <source>Entry %1 prunes %2, whose channels are the output of the model: masked classes can never be predicted. Exclude it.</source>
        <translation>条目 %1 会对 %2 剪枝，而其通道是模型的输出：被掩码的类别将永远无法被预测。请将其排除。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 matches no layer of the model.</source>
        <translation>条目 %1 的模式 %2 与模型中的任何层都不匹配。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 matches no layer of the model: it must match from the beginning of a name on, and %3 would match %4.</source>
        <translation>条目 %1 的模式 %2 与模型中的任何层都不匹配：必须从名称开头开始匹配，而 %3 可匹配 %4。</translation>
    </message>
    <message>
        <source>%2 of entry %1 became %3.</source>
        <translation>条目 %1 的 %2 已转换为 %3。</translation>
    </message>
    <message>
        <source>The global_group_id of entry %1 made its sparse_ratio a total_sparsity, which mode global shares out among the layers.</source>
        <translation>条目 %1 有 global_group_id，因此其 sparse_ratio 转换为 total_sparsity，由 global 模式在各层之间分配。</translation>
    </message>
    <message>
        <source>The sparsity of entry %1 is %3, not %2, because of min_sparse_ratio and max_sparse_ratio.</source>
        <translation>由于 min_sparse_ratio 和 max_sparse_ratio，条目 %1 的稀疏度是 %3，而不是 %2。</translation>
    </message>
    <message>
        <source>Entry %1 quantizes weights, inputs and outputs; NNI v3 would quantize biases as well.</source>
        <translation>条目 %1 量化权重、输入和输出；NNI v3 还会量化偏置。</translation>
    </message>
    <message>
        <source>The quant_dtype %2 of entry %1 is kept, but has no effect: it is neither &quot;int&quot; nor &quot;uint&quot; with a number of bits.</source>
        <translation>条目 %1 的 quant_dtype %2 已保留但不起作用：它既不是带位数的“int”，也不是“uint”。</translation>
    </message>
    <message>
        <source>The quant_dtype %2 of entry %1 became %3 bits; that it has no sign is not taken over.</source>
        <translation>条目 %1 的 quant_dtype %2 已转换为 %3 位；无符号这一点未被采用。</translation>
    </message>
    <message>
        <source>%2 of entry %1 was left out: it says what happens here anyway.</source>
        <translation>条目 %1 的 %2 已省略：它所表达的正是这里的默认行为。</translation>
    </message>
    <message>
        <source>What target_settings of entry %1 say about %2 is kept, but has no effect here.</source>
        <translation>条目 %1 的 target_settings 中关于 %2 的内容已保留，但在这里不起作用。</translation>
    </message>
    <message>
        <source>The sparse_threshold of entry %1 is kept, but has no effect: here a share of a layer is pruned, not what lies below a number.</source>
        <translation>条目 %1 的 sparse_threshold 已保留但不起作用：这里按层的比例剪枝，而不是剪去低于某个数值的部分。</translation>
    </message>
    <message>
        <source>The dependency_group_id of entry %1 is kept, but has no effect: layers that depend on each other are found in the network.</source>
        <translation>条目 %1 的 dependency_group_id 已保留但不起作用：相互依赖的层由网络本身得出。</translation>
    </message>
    <message>
        <source>The %2 of entry %1 is kept, but has no effect: the algorithm decides whether single weights or whole channels are removed.</source>
        <translation>条目 %1 的 %2 已保留但不起作用：去除单个权重还是整个通道由算法决定。</translation>
    </message>
    <message>
        <source>The target_names of entry %1 are kept, but have no effect: weights are pruned, with the bias that belongs to them, and weights, inputs and outputs are quantized.</source>
        <translation>条目 %1 的 target_names 已保留但不起作用：剪枝的对象是权重及其偏置，量化的对象是权重、输入和输出。</translation>
    </message>
    <message>
        <source>Entry %1 sets nothing that can be done here, and was switched off.</source>
        <translation>条目 %1 没有设置任何这里可以执行的内容，已被停用。</translation>
    </message>
    <message>
        <source>The config list is one of NNI v3 and was translated.</source>
        <translation>该配置列表是 NNI v3 格式，已完成转换。</translation>
    </message>
    <message>
        <source>The order of the entries was reversed: in NNI v3 the first entry that selects a layer rules it, here the last one does.</source>
        <translation>条目顺序已反转：在 NNI v3 中由第一个选中某层的条目决定该层，而这里由最后一个条目决定。</translation>
    </message>
    <message>
        <source>Several entries quantize different targets. In NNI v3 they add up where they select the same layer; here the last one rules it alone.</source>
        <translation>多个条目量化不同的目标。在 NNI v3 中，选中同一层的条目会叠加；这里仅由最后一个条目决定。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: %4.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：%4。</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>%1 loses whole channels only: %2 of %3 are the most within its sparsity.</source>
        <translation>%1 只能整通道移除：在其稀疏度之内最多移除 %3 个中的 %2 个。</translation>
    </message>
    <message>
        <source>%1 loses whole weights only: %2 of %3 are the most within its sparsity.</source>
        <translation>%1 只能整个权重移除：在其稀疏度之内最多移除 %3 个中的 %2 个。</translation>
    </message>
    <message>
        <source>%1 keeps a multiple of %2 channels: %3 of %4.</source>
        <translation>%1 保留的通道数为 %2 的倍数：%4 个中保留 %3 个。</translation>
    </message>
    <message>
        <source>%1 loses %2 of %3 units instead of %4.</source>
        <translation>%1 移除了 %3 个单元中的 %2 个，而不是 %4 个。</translation>
    </message>
    <message>
        <source>Entry %1 of the config list excludes %2.</source>
        <translation>配置列表的第 %1 项排除了 %2。</translation>
    </message>
    <message>
        <source>max_sparsity_per_layer holds %1 at %2 of %3.</source>
        <translation>max_sparsity_per_layer 将 %1 限制为移除 %3 个中的 %2 个。</translation>
    </message>
    <message>
        <source>The sparsity is that of all layers together; this is what %1 gives.</source>
        <translation>稀疏度是所有层合计的；这是 %1 的份额。</translation>
    </message>
    <message>
        <source>%1 shares its channels with %2, which is excluded.</source>
        <translation>%1 与被排除的 %2 共享通道。</translation>
    </message>
    <message>
        <source>%1 shares its channels with %2, which makes the output of the model.</source>
        <translation>%1 与产生模型输出的 %2 共享通道。</translation>
    </message>
    <message>
        <source>%1 shares its channels with %2, which gives up less.</source>
        <translation>%1 与移除更少的 %2 共享通道。</translation>
    </message>
    <message>
        <source>Block size</source>
        <translation>块大小</translation>
    </message>
    <message>
        <source>%1 keeps all its channels: %2</source>
        <translation>%1 保留其所有通道：%2</translation>
    </message>
    <message>
        <source>Removes channels whose batch norm multiplies them by almost nothing. Works best along a sparsity schedule, while training makes unneeded scales small; select the batch norms, not the convolutions.</source>
        <translation>移除批归一化几乎乘以零的通道。配合稀疏度调度效果最好：训练会把不需要的缩放系数变小；请选择批归一化层，而不是卷积层。</translation>
    </message>
    <message>
        <source>Penalty on scales</source>
        <translation>缩放系数惩罚</translation>
    </message>
    <message>
        <source>How strongly training pulls the scales towards zero until they are pruned for the last time; it works along a sparsity schedule of several epochs.</source>
        <translation>训练在最后一次剪枝之前把缩放系数拉向零的强度；在跨多个轮次的稀疏度调度中起作用。</translation>
    </message>
    <message>
        <source>%1 learns its scores while the network trains: choose a sparsity schedule in the training dock and fine-tune.</source>
        <translation>%1 在网络训练过程中学习其得分：请在训练面板中选择稀疏度调度，然后微调。</translation>
    </message>
    <message>
        <source>The speedup step finds no channel to cut out, because other layers keep those that are masked: prune in mode dependency-aware, or leave the step out.</source>
        <translation>speedup 步骤找不到可切除的通道，因为其他层保留了被掩盖的通道：请以 dependency-aware 模式剪枝，或去掉此步骤。</translation>
    </message>
    <message>
        <source>The session prunes in several rounds. The network is shown as it was before the first, with the config list of one round; espalier-cli run does them all.</source>
        <translation>此会话分多轮剪枝。显示的是第一轮之前的网络和其中一轮的配置列表；espalier-cli run 会执行所有轮次。</translation>
    </message>
    <message>
        <source>The key %1 of the session is not known; it is kept and has no effect.</source>
        <translation>会话中的键 %1 未知；它会被保留，但不起作用。</translation>
    </message>
    <message>
        <source>A speedup step cuts out what is masked, and nothing is masked before it: put a prune step in front of it.</source>
        <translation>speedup 步骤切除被掩盖的部分，而它之前没有任何掩码：请在它前面放一个 prune 步骤。</translation>
    </message>
    <message>
        <source>An export step cannot write %1: the run writes a file of that name itself. Choose another name, such as final.pt.</source>
        <translation>导出步骤不能写入 %1：运行本身会写入同名文件。请选择其他名称，例如 final.pt。</translation>
    </message>
    <message>
        <source>The masked network gives the same outputs for different random inputs, so that the comparison with the smaller one proves little: look at its weights (a head of zeros?), or compare on real data.</source>
        <translation>带掩码的网络对不同的随机输入给出相同的输出，因此与缩小后网络的比较说明不了什么：请检查它的权重（输出层是否全为零？），或用真实数据进行比较。</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) needs all channels that reach it. A network that is scripted, or traced outside torch.no_grad(), has no such operator and can lose them.</source>
        <translation>层 %2 中的算子 %1（%3）需要到达它的所有通道。经脚本化（script）的网络，或在 torch.no_grad() 之外追踪（trace）的网络没有这种算子，可以减少通道。</translation>
    </message>
    <message>
        <source>The only entry of the config list is switched off, so that nothing is selected: switch it on (enabled: true).</source>
        <translation>配置列表中唯一的条目已停用，因此没有选中任何层：请启用它（enabled: true）。</translation>
    </message>
    <message>
        <source>All %1 entries of the config list are switched off, so that nothing is selected: switch one on (enabled: true).</source>
        <translation>配置列表的全部 %1 个条目都已停用，因此没有选中任何层：请启用其中一个（enabled: true）。</translation>
    </message>
    <message>
        <source>The key sparse_ratio of entry %1 is kept, but has no effect here: it is one of NNI v3; write sparsity in its place.</source>
        <translation>条目 %1 的键 sparse_ratio 予以保留，但在此不起作用：它属于 NNI v3；请改写为 sparsity。</translation>
    </message>
    <message>
        <source>The key max_sparse_ratio of entry %1 is kept, but has no effect here: it is one of NNI v3; write max_sparsity_per_layer in its place, which mode global heeds.</source>
        <translation>条目 %1 的键 max_sparse_ratio 予以保留，但在此不起作用：它属于 NNI v3；请改写为 max_sparsity_per_layer，它在 global 模式下有效。</translation>
    </message>
    <message>
        <source>The key global_group_id of entry %1 is kept, but has no effect here: it is one of NNI v3; write total_sparsity in place of sparsity, and choose mode global.</source>
        <translation>条目 %1 的键 global_group_id 予以保留，但在此不起作用：它属于 NNI v3；请用 total_sparsity 代替 sparsity，并选择 global 模式。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: the backslash at its end has nothing to act on.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：末尾的反斜杠后面没有字符。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: a backslash before that letter means nothing; leave it out.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：该字母前的反斜杠没有含义，请去掉。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: the first number in braces is larger than the second one.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：花括号中的第一个数大于第二个数。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: a number in braces is too large.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：花括号中的数过大。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: this [ has no ] that belongs to it.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：此 [ 没有对应的 ]。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: a range in [ ] begins with a later character than it ends with.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：[ ] 中范围的起始字符排在结束字符之后。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: a range in [ ] needs one character at each of its ends.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：[ ] 中的范围两端各需要一个字符。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: there is nothing before it to repeat; any text is .* here, not *.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：它前面没有可重复的内容；这里任意文本写作 .*，而不是 *。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: this ( has no ) that belongs to it.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：此 ( 没有对应的 )。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: this ) has no ( that belongs to it.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：此 ) 没有对应的 (。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: what follows ( and ? means nothing.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：(? 之后的内容没有含义。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: it has no group of that number or name.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：其中没有该编号或名称的分组。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: what (?&lt;= or (?&lt;! looks back at must always be of the same length.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：(?&lt;= 或 (?&lt;! 向后查看的内容长度必须固定。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: a pattern has %4 characters at most.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：模式最多有 %4 个字符。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be read at character %3: write {0,n} in place of {,n}.</source>
        <translation>无法读取条目 %1 的模式 %2（第 %3 个字符处）：请用 {0,n} 代替 {,n}。</translation>
    </message>
    <message>
        <source>The pattern %2 of entry %1 cannot be used, because it tries too many ways on %4; write it without repeats of repeats.</source>
        <translation>无法使用条目 %1 的模式 %2，因为它在 %4 上要尝试的组合过多；请不要写重复的重复。</translation>
    </message>
    <message>
        <source>%2 of entry %1 was left out: its sparse_ratio of %3 keeps to it anyway. Limits matter in mode global, as max_sparsity_per_layer beside total_sparsity.</source>
        <translation>条目 %1 的 %2 已省略：其 sparse_ratio %3 本来就在此界限之内。界限在 global 模式下才起作用，写作 total_sparsity 旁的 max_sparsity_per_layer。</translation>
    </message>
    <message>
        <source>The number of dimensions given is %1, and %2 (%3) takes 3: samples, channels, length. Give all of them, as in 1,8,1024.</source>
        <translation>给出的维数是 %1，而 %2（%3）需要 3 维：样本、通道、长度。请全部给出，例如 1,8,1024。</translation>
    </message>
    <message>
        <source>The number of dimensions given is %1, and %2 (%3) takes 4: samples, channels, height, width. Give all of them, as in 1,3,224,224.</source>
        <translation>给出的维数是 %1，而 %2（%3）需要 4 维：样本、通道、高、宽。请全部给出，例如 1,3,224,224。</translation>
    </message>
    <message>
        <source>The number of dimensions given is %1, and %2 (%3) takes 5: samples, channels, depth, height, width. Give all of them, as in 1,3,16,112,112.</source>
        <translation>给出的维数是 %1，而 %2（%3）需要 5 维：样本、通道、深、高、宽。请全部给出，例如 1,3,16,112,112。</translation>
    </message>
    <message>
        <source>%1 keep all their channels: %2</source>
        <translation>%1 保留其所有通道：%2</translation>
    </message>
    <message>
        <source>The course that entry %1 gives %2 needs %3 epochs at least (start_epoch to end_epoch), and epochs is %4: set epochs to %3 or more, or lower end_epoch.</source>
        <translation>条目 %1 给 %2 的过程（从 start_epoch 到 end_epoch）至少需要 %3 个轮次，而 epochs 为 %4：请将 epochs 设为 %3 或更大，或减小 end_epoch。</translation>
    </message>
    <message>
        <source>The sparsity schedule %1 needs %2 epochs at least, and epochs is %3: set epochs to %2 or more.</source>
        <translation>稀疏度计划 %1 至少需要 %2 个轮次，而 epochs 为 %3：请将 epochs 设为 %2 或更大。</translation>
    </message>
    <message>
        <source>The sparsity schedule %1 needs %2 epochs at least, since %4 is %5 and epochs_per_iteration is %6, and epochs is %3: set epochs to %2 or more, or lower one of the other two.</source>
        <translation>由于 %4 为 %5、epochs_per_iteration 为 %6，稀疏度计划 %1 至少需要 %2 个轮次，而 epochs 为 %3：请将 epochs 设为 %2 或更大，或减小另外两个值之一。</translation>
    </message>
    <message>
        <source>The sparsity schedule %1 needs %2 epochs at least, since %4 is %5, and epochs is %3: set epochs to %2 or more, or lower %4.</source>
        <translation>由于 %4 为 %5，稀疏度计划 %1 至少需要 %2 个轮次，而 epochs 为 %3：请将 epochs 设为 %2 或更大，或减小 %4。</translation>
    </message>
    <message>
        <source>The config list of %1 is one of NNI v3 and was translated.</source>
        <translation>%1 的配置列表是 NNI v3 格式，已完成转换。</translation>
    </message>
    <message>
        <source>The session has no steps, so that nothing is done: the network is written as it is. Add steps, such as {&quot;step&quot;: &quot;prune&quot;}.</source>
        <translation>会话没有步骤，因此不执行任何操作：网络按原样写出。请添加步骤，例如 {&quot;step&quot;: &quot;prune&quot;}。</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) computes with the channels that earlier pruning through reductions left: all of them are kept.</source>
        <translation>层 %2（%3）中的算子 %1 用先前穿过归约剪枝后剩下的通道参与计算：全部保留。</translation>
    </message>
    <message>
        <source>Channels were pruned through operators that compute with all of them together: %1. These now work on the channels that are left, as they will in the smaller network, so that the remaining weights see other values than they were trained with: the accuracy just after pruning is another one than under plain masking, and fine-tuning is expected.</source>
        <translation>剪枝穿过了把所有通道放在一起计算的算子：%1。它们现在只对剩下的通道计算，与在较小的网络中一样，因此剩余的权重看到的值与训练时不同：刚剪枝后的准确率与单纯施加掩码时不同，之后应当微调。</translation>
    </message>
    <message>
        <source>The sparsity schedule %1 cannot prune through reductions, because the network would change at every step of it: prune first and fine-tune then, or leave through_reductions out.</source>
        <translation>稀疏度计划 %1 不能穿过归约剪枝，因为网络会在它的每一步改变：请先剪枝再微调，或去掉 through_reductions。</translation>
    </message>
    <message>
        <source>The masked network gives values that are no finite numbers on random inputs, so that the comparison with the smaller one proves little: less may have been left than an operator needs, such as one channel for a standard deviation.</source>
        <translation>带掩码的网络对随机输入给出非有限的数值，因此与缩小后网络的比较说明不了什么：剩下的可能少于某个算子所需，例如求标准差时只剩一个通道。</translation>
    </message>
    <message>
        <source>Nothing gets smaller: every masked channel stays, for the reasons that follow.</source>
        <translation>没有任何东西变小：所有被掩码的通道都保留，原因如下。</translation>
    </message>
    <message>
        <source>Entry %1 excludes layers and stays as it is, after all entries that do not.</source>
        <translation>条目 %1 用于排除层，保持原样，并排在所有不排除层的条目之后。</translation>
    </message>
    <message>
        <source>They meet in the operator %1 of the network itself.</source>
        <translation>它们在网络本身的算子 %1 处汇合。</translation>
    </message>
    <message>
        <source>auto</source>
        <extracomment>In a field: the number follows from the others.</extracomment>
        <translation>自动</translation>
    </message>
    <message>
        <source>No epoch was better than the start: the weights stay as they were.</source>
        <translation>没有任何轮次优于起点：权重保持不变。</translation>
    </message>
    <message>
        <source>The smaller network works for the number of samples of the input shape (%1) only, though the masked one takes others: speed it up with the number that it is to be used with, and please report this network.</source>
        <translation>较小的网络只适用于输入形状中的样本数（%1），而带掩码的网络可接受其他样本数：请按将来使用的样本数进行加速，并报告此网络。</translation>
    </message>
    <message>
        <source>sparsity and sparsity_per_layer mean the same; give one of them.</source>
        <translation>sparsity 与 sparsity_per_layer 含义相同；请只给出其一。</translation>
    </message>
    <message>
        <source>The model has no layer %2, which entry %1 limits in max_sparsity_per_layer.</source>
        <translation>模型没有条目 %1 在 max_sparsity_per_layer 中限制的层 %2。</translation>
    </message>
    <message>
        <source>Entry %1 selects %2 (%3), whose weight is computed and not stored, as by weight_norm or spectral_norm: remove that before the network is saved, or exclude the layer.</source>
        <translation>条目 %1 选择了 %2（%3），其权重是计算得出而非存储的，如 weight_norm 或 spectral_norm：请在保存网络之前移除它，或排除该层。</translation>
    </message>
    <message>
        <source>The list has several global_group_ids. In NNI v3 each group reaches its sparse_ratio by itself; here mode global shares one total among the layers of all of them.</source>
        <translation>列表中有多个 global_group_id。在 NNI v3 中每组各自达到其 sparse_ratio；此处全局模式让所有这些层共享一个总量。</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) goes by the places of these channels: all of them are kept.</source>
        <translation>层 %2 中的算子 %1（%3）依赖这些通道的位置：全部保留。</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) repeats as often as the data says, so that channels cannot be followed through it.</source>
        <translation>层 %2 中的算子 %1（%3）的重复次数取决于数据，因此无法追踪通过它的通道。</translation>
    </message>
    <message>
        <source>The max_sparsity_per_layer of entry %1 counts in mode global only: here %2 loses its own sparsity of %3.</source>
        <translation>条目 %1 的 max_sparsity_per_layer 仅在全局模式下有效：此处 %2 按其自身的稀疏度 %3 剪枝。</translation>
    </message>
    <message>
        <source>The prune_iterations of entry %1 counts for the schedule lottery_ticket only, not for %2.</source>
        <translation>条目 %1 的 prune_iterations 仅对调度 lottery_ticket 有效，对 %2 无效。</translation>
    </message>
    <message>
        <source>Entry %1 gives %2 another course than entry %3 gives %4: in mode global all layers share one total, so give all of them the same, or use mode normal.</source>
        <translation>条目 %1 给 %2 的进程与条目 %3 给 %4 的不同：在全局模式下所有层共享一个总量，请给它们相同的进程，或使用普通模式。</translation>
    </message>
    <message>
        <source>Pruning through reductions begins anew: the masks of earlier steps are given up. Put a speedup step in between to keep what they removed.</source>
        <translation>穿过归约的剪枝从头开始：先前步骤的掩码被放弃。若要保留它们移除的部分，请在中间加入 speedup 步骤。</translation>
    </message>
    <message>
        <source>%1 is no part of what the network computes; it keeps its channels.</source>
        <translation>%1 不参与网络的计算；它保留其通道。</translation>
    </message>
    <message>
        <source>%1 lose fewer channels than asked for, or none, so that a multiple of %2 is left: raise the sparsity, or lower the multiple.</source>
        <translation>%1 失去的通道少于要求，或不失去通道，以便剩余数量是 %2 的倍数：请提高稀疏度，或降低倍数。</translation>
    </message>
    <message>
        <source>%1 loses %2 of its %3 channels, not %4: it shares them with layers that keep them.</source>
        <translation>%1 失去其 %3 个通道中的 %2 个而不是 %4 个：它与保留这些通道的层共享它们。</translation>
    </message>
    <message>
        <source>%1 lose other numbers of channels than asked for: they share them with layers that keep them.</source>
        <translation>%1 失去的通道数与要求不同：它们与保留这些通道的层共享通道。</translation>
    </message>
    <message>
        <source>%1 loses %2 of %3 units instead of %4: so many were removed before.</source>
        <translation>%1 失去 %3 个单元中的 %2 个而不是 %4 个：之前已移除这么多。</translation>
    </message>
    <message>
        <source>%1 keeps all of its %2 channels: without %3 of them, what is left would be no multiple of %4. Raise the sparsity, or lower the multiple.</source>
        <translation>%1 保留其全部 %2 个通道：去掉 %3 个后，剩余数量不是 %4 的倍数。请提高稀疏度，或降低倍数。</translation>
    </message>
    <message>
        <source>%1 loses %2 of its %3 channels, not %4, so that a multiple of %5 is left.</source>
        <translation>%1 失去其 %3 个通道中的 %2 个而不是 %4 个，以便剩余数量是 %5 的倍数。</translation>
    </message>
    <message>
        <source>%1 loses %2 of %3 weights instead of %4: each block loses whole weights, and as many as the others.</source>
        <translation>%1 失去 %3 个权重中的 %2 个而不是 %4 个：每个块只能失去整数个权重，且各块相同。</translation>
    </message>
    <message>
        <source>How many weights of neighbouring input channels form a block; each block loses as many. 4 with a sparsity of 0.5 is the 2:4 pattern. Several numbers, as in 4:3:3, are the block&apos;s sizes in the last dimensions of the weight.</source>
        <translation>多少个相邻输入通道的权重构成一个块；每个块失去同样多的权重。4 配合 0.5 的稀疏度即为 2:4 模式。多个数字（如 4:3:3）是块在权重最后几个维度上的大小。</translation>
    </message>
    <message>
        <source>The weight of %1 (%2), which entry %3 selects, cannot be cut into blocks of %4: change the block size (balance_granularity), or exclude the layer.</source>
        <translation>条目 %3 选择的 %1（%2）的权重无法分成 %4 的块：请更改块大小（balance_granularity），或排除该层。</translation>
    </message>
    <message>
        <source>Blocks of %1 do not divide the weights of these layers, which keep all of them: %2. Exclude them, or change the block size (balance_granularity).</source>
        <translation>%1 的块无法整除这些层的权重，它们保留全部权重：%2。请排除它们，或更改块大小（balance_granularity）。</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) normalises over all channels: none of them can go without changing the others, unless pruning goes through reductions.</source>
        <translation>层 %2 中的算子 %1（%3）对所有通道归一化：移除任何一个都会改变其他通道，除非穿过归约进行剪枝。</translation>
    </message>
    <message>
        <source>The operator %1 in layer %2 (%3) computes one number from all of these channels: all of them are kept, unless pruning goes through reductions.</source>
        <translation>层 %2 中的算子 %1（%3）由所有这些通道计算出一个数：全部保留，除非穿过归约进行剪枝。</translation>
    </message>
    <message>
        <source>The last dimension, that of the features, must be %3 for %1 (%2), and is %4.</source>
        <translation>最后一维（特征）对于 %1（%2）必须为 %3，而给出的是 %4。</translation>
    </message>
    <message>
        <source>The second dimension, that of the channels, must be %3 for %1 (%2), and is %4.</source>
        <translation>第二维（通道）对于 %1（%2）必须为 %3，而给出的是 %4。</translation>
    </message>
    <message>
        <source>every character</source>
        <translation>每个字符</translation>
    </message>
</context>
<context>
    <name>espalier::ui::AboutDialog</name>
    <message>
        <source>Matrix products run on the reference BLAS and take 10 to 20 times as long as they need to. Install the package libopenblas0-openmp and start Espalier again.</source>
        <translation>矩阵乘法正在使用参考 BLAS，耗时为正常情况的 10 到 20 倍。请安装软件包 libopenblas0-openmp 并重新启动 Espalier。</translation>
    </message>
    <message>
        <source>About Espalier</source>
        <translation>关于 Espalier</translation>
    </message>
    <message>
        <source>Espalier %1</source>
        <translation>Espalier %1</translation>
    </message>
    <message>
        <source>Interactive neural-network compression: prune, fine-tune and export trained networks.</source>
        <translation>交互式神经网络压缩：对训练好的网络进行剪枝、微调和导出。</translation>
    </message>
    <message>
        <source>LibTorch</source>
        <translation>LibTorch</translation>
    </message>
    <message>
        <source>Matrix products</source>
        <translation>矩阵乘法</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>GNU General Public License, version 3 or later</source>
        <translation>GNU 通用公共许可证，第 3 版或更高版本</translation>
    </message>
</context>
<context>
    <name>espalier::ui::AccuracyMeasurement</name>
    <message>
        <source>Measuring the dense network</source>
        <translation>正在测量稠密网络</translation>
    </message>
    <message>
        <source>Measuring the pruned network</source>
        <translation>正在测量剪枝后的网络</translation>
    </message>
</context>
<context>
    <name>espalier::ui::AlgorithmForm</name>
    <message>
        <source>Al&amp;gorithm</source>
        <translation>算法(&amp;G)</translation>
    </message>
    <message>
        <source>P&amp;rofile</source>
        <translation>规则集(&amp;R)</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>种子(&amp;D)</translation>
    </message>
    <message>
        <source>Pruning algorithm</source>
        <translation>剪枝算法</translation>
    </message>
    <message>
        <source>Profile: rules for counts and ties</source>
        <translation>规则集：计数与同分处理的规则</translation>
    </message>
    <message>
        <source>Seed of the random choice</source>
        <translation>随机选择的种子</translation>
    </message>
    <message>
        <source>The same seed draws the same channels on every machine.</source>
        <translation>同一种子在任何机器上都会选出相同的通道。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>An algorithm: its name on the command line and what it scores, as in &quot;l1: L1 norm of filters&quot;.</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Removes exactly as many units as asked for, keeps at least one per layer and all channels of the output, and masks the batch norms that follow.</source>
        <translation>移除的单元数与要求完全一致，每层至少保留一个单元，输出的通道全部保留，并对后续的批归一化层应用掩码。</translation>
    </message>
    <message>
        <source>NNI 2.3</source>
        <translation>NNI 2.3</translation>
    </message>
    <message>
        <source>Counts and breaks ties as NNI 2.3 does: equal scores go together, whole layers may vanish, batch norms stay as they are.</source>
        <translation>按 NNI 2.3 的方式计数和处理同分：得分相同的一并移除，整个层可能消失，批归一化层保持不变。</translation>
    </message>
    <message>
        <source>NNI 2.5</source>
        <translation>NNI 2.5</translation>
    </message>
    <message>
        <source>Counts and breaks ties as NNI 2.5 does: equal scores go together, whole layers may vanish, batch norms stay as they are.</source>
        <translation>按 NNI 2.5 的方式计数和处理同分：得分相同的一并移除，整个层可能消失，批归一化层保持不变。</translation>
    </message>
    <message>
        <source>This version has no algorithm of that name.</source>
        <translation>此版本没有该名称的算法。</translation>
    </message>
    <message>
        <source>M&amp;ultiple of</source>
        <translation>倍数(&amp;U)</translation>
    </message>
    <message>
        <source>Layers keep a multiple of this number of channels</source>
        <translation>每层保留的通道数是此数的倍数</translation>
    </message>
    <message>
        <source>Each layer keeps a multiple of so many channels: kernels are built for 8, 16 or 32.</source>
        <translation>每层保留的通道数为此数的倍数：计算内核针对 8、16 或 32 优化。</translation>
    </message>
    <message>
        <source>Layers that share channels, through additions or depthwise convolutions, lose the same ones, so that all of them can be cut out.</source>
        <translation>通过相加或深度卷积共享通道的层失去相同的通道，因此这些通道都能真正移除。</translation>
    </message>
    <message>
        <source>Each layer by itself</source>
        <translation>逐层选择</translation>
    </message>
    <message>
        <source>Dependent layers together</source>
        <translation>相互依赖的层一起选择</translation>
    </message>
    <message>
        <source>C&amp;hoice</source>
        <translation>选择方式(&amp;H)</translation>
    </message>
    <message>
        <source>How units are chosen</source>
        <translation>单元的选择方式</translation>
    </message>
    <message>
        <source>All layers together</source>
        <translation>所有层一起</translation>
    </message>
    <message>
        <source>Balanced blocks</source>
        <translation>均衡分块</translation>
    </message>
    <message>
        <source>Every layer loses its own weakest units. Channels that another layer of its dependency group keeps stay when the network is shrunk.</source>
        <translation>每层失去自己最弱的单元。依赖组中其他层保留的通道，在缩小网络时会留下。</translation>
    </message>
    <message>
        <source>The weakest units of all selected layers go, until the whole reaches the sparsity; sensitive layers lose less.</source>
        <translation>在所有选中的层中移除最弱的单元，直到整体达到稀疏度；敏感的层失去较少。</translation>
    </message>
    <message>
        <source>Each block of neighbouring weights loses as many, as sparse hardware wants it.</source>
        <translation>相邻权重的每个块失去同样多的权重，适合稀疏硬件。</translation>
    </message>
    <message>
        <source>Learns its scores while the network trains.</source>
        <translation>在网络训练过程中学习其得分。</translation>
    </message>
    <message>
        <source>Scores on training data, and no data set is chosen: choose one in the training dock.</source>
        <translation>在训练数据上评分，但尚未选择数据集：请在训练面板中选择。</translation>
    </message>
    <message>
        <source>Scores on batches of the session&apos;s training data.</source>
        <translation>在会话训练数据的若干批次上评分。</translation>
    </message>
    <message>
        <source>Prune through reductio&amp;ns</source>
        <extracomment>Reductions are operators that compute one number from many, such as norms, means and softmax.</extracomment>
        <translation>穿过归约剪枝(&amp;N)</translation>
    </message>
    <message>
        <source>Channels that a softmax, a mean or some norms compute with together stay otherwise; most layer norms make up for what went. Checked, all of them may lose channels and work on those that are left. The network answers differently at once, so plan to fine-tune it.</source>
        <translation>未勾选时，softmax、求平均以及某些归一化所共同使用的通道都会保留；大多数层归一化会补足被剪掉的部分。勾选后它们都可以减少通道，并只对剩下的通道计算。网络的输出会立即改变，请计划好微调。</translation>
    </message>
</context>
<context>
    <name>espalier::ui::BackgroundWork</name>
    <message>
        <source>Pruning</source>
        <translation>正在剪枝</translation>
    </message>
    <message>
        <source>Computing the preview</source>
        <translation>正在计算预览</translation>
    </message>
    <message>
        <source>The model changed while it was pruned. Prune again.</source>
        <translation>剪枝期间模型已更改。请重新剪枝。</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ChartImageExport</name>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG drawing (*.svg);;PDF document (*.pdf)</source>
        <translation>PNG 图片 (*.png);;SVG 图形 (*.svg);;PDF 文档 (*.pdf)</translation>
    </message>
    <message>
        <source>The picture was saved as %1.</source>
        <translation>图片已保存为 %1。</translation>
    </message>
    <message>
        <source>The picture could not be written to %1.</source>
        <translation>无法将图片写入 %1。</translation>
    </message>
    <message>
        <source>The picture was copied.</source>
        <translation>图片已复制。</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
</context>
<context>
    <name>espalier::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Type a few letters of a command</source>
        <translation>输入命令中的几个字</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands that fit</source>
        <translation>匹配的命令</translation>
    </message>
</context>
<context>
    <name>espalier::ui::CompressionPreview</name>
    <message>
        <source>Following channels through the graph</source>
        <translation>正在计算图中追踪通道</translation>
    </message>
    <message>
        <source>Measuring the latency of every layer</source>
        <translation>正在测量每层的延迟</translation>
    </message>
    <message>
        <source>Estimating the result</source>
        <translation>正在估计结果</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ConfigCard</name>
    <message>
        <source>Sparsity of entry %1</source>
        <translation>条目 %1 的稀疏度</translation>
    </message>
    <message>
        <source>Sparsity of entry %1 in per cent</source>
        <translation>条目 %1 的稀疏度（百分比）</translation>
    </message>
    <message>
        <source>Entry %1: %2</source>
        <translation>条目 %1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) of this type</source>
        <translation>
            <numerusform>%n 个此类型的层</numerusform>
        </translation>
    </message>
    <message>
        <source>It selects no layer, or later entries overrule it everywhere.</source>
        <translation>它没有选中任何层，或者处处被后面的条目覆盖。</translation>
    </message>
    <message numerus="yes">
        <source>It rules %n layer(s) with %1 parameters.</source>
        <translation>
            <numerusform>对 %n 个层生效，共 %1 个参数。</numerusform>
        </translation>
    </message>
    <message>
        <source>Reaches %1. %2</source>
        <extracomment>%1 is a percentage, %2 a whole sentence that says why.</extracomment>
        <translation>实际达到 %1。%2</translation>
    </message>
    <message>
        <source>Reaches %1.</source>
        <translation>实际达到 %1。</translation>
    </message>
    <message>
        <source>never wins</source>
        <translation>从不生效</translation>
    </message>
    <message numerus="yes">
        <source>keeps %n layer(s), %1 of MACs</source>
        <translation>
            <numerusform>保留 %n 个层，占 MACs 的 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keeps %n layer(s), %1 of parameters</source>
        <translation>
            <numerusform>保留 %n 个层，占参数的 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>wins %n layer(s), %1 of MACs</source>
        <translation>
            <numerusform>对 %n 个层生效，占 MACs 的 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>wins %n layer(s), %1 of parameters</source>
        <translation>
            <numerusform>对 %n 个层生效，占参数的 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Change op types of entry %1</source>
        <translation>更改条目 %1 的算子类型</translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation>排除 %1</translation>
    </message>
    <message>
        <source>Include %1</source>
        <translation>包含 %1</translation>
    </message>
    <message>
        <source>Take %1 out of entry %2</source>
        <translation>从条目 %2 中移出 %1</translation>
    </message>
    <message>
        <source>Apply this entry to the layers selected in the tree</source>
        <translation>将此条目应用于树中选中的层</translation>
    </message>
    <message>
        <source>Select layers in the tree to apply this entry to them</source>
        <translation>请在树中选择要应用此条目的层</translation>
    </message>
    <message>
        <source>Set sparsity of %1</source>
        <translation>设置 %1 的稀疏度</translation>
    </message>
    <message>
        <source>Move up: earlier entries are overruled by later ones</source>
        <translation>上移：前面的条目会被后面的条目覆盖</translation>
    </message>
    <message>
        <source>Move down: later entries overrule earlier ones</source>
        <translation>下移：后面的条目会覆盖前面的条目</translation>
    </message>
    <message>
        <source>Duplicate this entry</source>
        <translation>创建此条目的副本</translation>
    </message>
    <message>
        <source>Remove this entry</source>
        <translation>移除此条目</translation>
    </message>
    <message>
        <source>Select the layers that this entry rules</source>
        <translation>选择此条目生效的层</translation>
    </message>
    <message>
        <source>Op types</source>
        <translation>算子类型</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Keep these layers as they are, whatever earlier entries say</source>
        <translation>无论前面的条目如何设定，这些层都保持原样</translation>
    </message>
    <message>
        <source>Exclude these layers</source>
        <translation>排除这些层</translation>
    </message>
    <message>
        <source>Cut out: channels %1, parameters %2, MACs %3</source>
        <translation>移除后：通道 %1，参数 %2，MACs %3</translation>
    </message>
    <message>
        <source>What its layers lose once the network is shrunk, dependencies included. Layers lose inputs, too, where the layers before them lose channels.</source>
        <translation>网络缩小后这些层失去的部分，包括依赖关系。前面的层失去通道时，本层也会失去输入。</translation>
    </message>
    <message>
        <source>Change name patterns of entry %1</source>
        <translation>更改条目 %1 的名称模式</translation>
    </message>
    <message>
        <source>It counts for nothing until it is switched on again.</source>
        <translation>在重新启用之前，它不起作用。</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>More that can be done with this entry</source>
        <translation>此条目的更多操作</translation>
    </message>
    <message>
        <source>Except…</source>
        <extracomment>A button with a menu of what an entry of the config list can leave out.</extracomment>
        <translation>例外…</translation>
    </message>
    <message>
        <source>Leave layers out of what this entry selects: those selected in the tree, op types, or names</source>
        <translation>从此条目的选择中去掉一些层：树中选中的层、算子类型或名称</translation>
    </message>
    <message>
        <source>Leave layers out of this entry</source>
        <translation>从此条目中去掉层</translation>
    </message>
    <message>
        <source>Sparsity of all layers together</source>
        <translation>所有层合计的稀疏度</translation>
    </message>
    <message>
        <source>Sparsity of all layers together in per cent</source>
        <translation>所有层合计的稀疏度（百分比）</translation>
    </message>
    <message>
        <source>Limit the sparsity of each layer of %1</source>
        <translation>限制 %1 各层的稀疏度</translation>
    </message>
    <message>
        <source>Sparsity of all layers together; sensitive ones lose less:</source>
        <translation>所有层合计的稀疏度，敏感的层剪得较少：</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ConfigCardList</name>
    <message>
        <source>Entries of the config list</source>
        <translation>配置列表的条目</translation>
    </message>
    <message>
        <source>Set layers of entry %1</source>
        <translation>设置条目 %1 的层</translation>
    </message>
    <message>
        <source>Set sparsity of all layers together</source>
        <translation>设置所有层合计的稀疏度</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ConfigListDock</name>
    <message>
        <source>Config list</source>
        <translation>配置列表</translation>
    </message>
    <message>
        <source>Which layers of a model are pruned, and how much, is said here once a model is open.</source>
        <translation>打开模型后，可在此指定要剪枝的层及其剪枝程度。</translation>
    </message>
    <message>
        <source>Nothing is pruned yet. An entry says which layers give up how much.</source>
        <translation>尚未设置剪枝。条目用于指定哪些层剪枝多少。</translation>
    </message>
    <message>
        <source>Add an entry</source>
        <translation>添加条目</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>View of the config list</source>
        <translation>配置列表的视图</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add an entry for the type that most weights belong to</source>
        <translation>为所含权重最多的类型添加条目</translation>
    </message>
    <message>
        <source>Load, save, copy and paste</source>
        <translation>加载、保存、复制和粘贴</translation>
    </message>
    <message>
        <source>Menu of the config list</source>
        <translation>配置列表的菜单</translation>
    </message>
    <message>
        <source>&amp;Load…</source>
        <translation>加载(&amp;L)…</translation>
    </message>
    <message>
        <source>Sa&amp;ve as…</source>
        <translation>另存为(&amp;V)…</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>复制为 JSON(&amp;J)</translation>
    </message>
    <message>
        <source>Copy as P&amp;ython</source>
        <translation>复制为 Python(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Take over a config list or add an entry, from JSON or Python</source>
        <translation>从 JSON 或 Python 导入配置列表或添加条目</translation>
    </message>
    <message>
        <source>&amp;Duplicate entry</source>
        <translation>创建条目副本(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Remove entry</source>
        <translation>移除条目(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Clear the list</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
    <message>
        <source>The algorithm finds nothing to prune in this model.</source>
        <translation>该算法在此模型中找不到可剪枝的内容。</translation>
    </message>
    <message>
        <source>The algorithm cannot prune any of the selected layers.</source>
        <translation>该算法无法对任何所选层进行剪枝。</translation>
    </message>
    <message>
        <source>Clear config list</source>
        <translation>清空配置列表</translation>
    </message>
    <message>
        <source>Load a config list</source>
        <translation>加载配置列表</translation>
    </message>
    <message>
        <source>Config lists (*.json *.py *.txt);;All files (*)</source>
        <translation>配置列表 (*.json *.py *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save the config list</source>
        <translation>保存配置列表</translation>
    </message>
    <message>
        <source>JSON (*.json);;Python (*.py)</source>
        <translation>JSON (*.json);;Python (*.py)</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>保存到其他位置…</translation>
    </message>
    <message>
        <source>The clipboard holds no text to paste.</source>
        <translation>剪贴板中没有可粘贴的文本。</translation>
    </message>
    <message>
        <source>The clipboard holds no config list. %1</source>
        <translation>剪贴板中没有配置列表。%1</translation>
    </message>
    <message>
        <source>Paste config list</source>
        <translation>粘贴配置列表</translation>
    </message>
    <message>
        <source>Paste entry</source>
        <translation>粘贴条目</translation>
    </message>
    <message>
        <source>Load config list from %1</source>
        <translation>从 %1 加载配置列表</translation>
    </message>
    <message>
        <source>Load another file…</source>
        <translation>加载其他文件…</translation>
    </message>
    <message>
        <source>Add an entry for the s&amp;elected layers</source>
        <translation>为所选层添加条目(&amp;E)</translation>
    </message>
    <message>
        <source>Pre&amp;sets</source>
        <translation>预设(&amp;S)</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>An entry that is switched off stays in the list and counts for nothing</source>
        <translation>停用的条目保留在列表中，但不起作用</translation>
    </message>
    <message>
        <source>Split entry &amp;into its layers</source>
        <translation>将条目拆分为各层(&amp;I)</translation>
    </message>
    <message>
        <source>One entry for each layer that it rules</source>
        <translation>为其决定的每一层建立一个条目</translation>
    </message>
    <message>
        <source>&amp;Merge entries that set the same</source>
        <translation>合并设置相同的条目(&amp;M)</translation>
    </message>
    <message>
        <source>Neighbours with equal settings become one entry</source>
        <translation>设置相同的相邻条目合并为一个条目</translation>
    </message>
    <message>
        <source>Switch entry &amp;off</source>
        <translation>停用条目(&amp;O)</translation>
    </message>
    <message>
        <source>Switch entry &amp;on</source>
        <translation>启用条目(&amp;O)</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ConfigTextEditor</name>
    <message>
        <source>Config list as text</source>
        <translation>文本形式的配置列表</translation>
    </message>
    <message>
        <source>JSON or a Python literal, as for NNI</source>
        <translation>JSON 或 Python 字面量，与 NNI 相同</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Edit config list as text</source>
        <translation>以文本形式编辑配置列表</translation>
    </message>
</context>
<context>
    <name>espalier::ui::DatasetField</name>
    <message>
        <source>Choose a folder with images or data files</source>
        <translation>选择包含图像或数据文件的文件夹</translation>
    </message>
    <message>
        <source>Browse for a folder…</source>
        <translation>浏览文件夹…</translation>
    </message>
    <message>
        <source>fashion-mnist, or folder:DIR</source>
        <translation>fashion-mnist 或 folder:DIR</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>文件夹 %1 不存在。</translation>
    </message>
    <message>
        <source>Labelled images: fashion-mnist, mnist:DIR, cifar10:DIR or folder:DIR; further options after commas: limit=1000 (of the training and of the test images), size=64x64, mean=.485:.456:.406, std=.229:.224:.225</source>
        <translation>带标签的图像：fashion-mnist、mnist:DIR、cifar10:DIR 或 folder:DIR；其他选项写在逗号之后：limit=1000（训练图像和测试图像各取此数）、size=64x64、mean=.485:.456:.406、std=.229:.224:.225</translation>
    </message>
</context>
<context>
    <name>espalier::ui::DependencyDock</name>
    <message>
        <source>Dependencies</source>
        <translation>依赖关系</translation>
    </message>
    <message>
        <source>Layers that share their channels</source>
        <translation>共享通道的层</translation>
    </message>
    <message>
        <source>Layers that can lose channels only together are shown here. Open a model to begin.</source>
        <translation>这里显示只能一起失去通道的层。请先打开模型。</translation>
    </message>
    <message>
        <source>Channels can only be followed through the network when its input shape is known.</source>
        <translation>只有已知输入形状时，才能在网络中追踪通道。</translation>
    </message>
    <message>
        <source>Following channels through the graph…</source>
        <translation>正在计算图中追踪通道…</translation>
    </message>
    <message>
        <source>Select a layer to see which others share its channels, and why.</source>
        <translation>选择一个层，查看哪些层与它共享通道以及原因。</translation>
    </message>
    <message>
        <source>%1 has no channels that could be removed.</source>
        <translation>%1 没有可以移除的通道。</translation>
    </message>
    <message>
        <source>None of these channels can go.</source>
        <translation>这些通道都不能移除。</translation>
    </message>
    <message numerus="yes">
        <source>%n channel(s) can be removed, each for itself: no other layer makes them.</source>
        <extracomment>n is a number of channels.</extracomment>
        <translation>
            <numerusform>有 %n 个通道可以各自移除：没有其他层产生它们。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) make these channels together; %1 can be chosen, and what goes, goes in all of them.</source>
        <extracomment>n is a number of layers, %1 a number of channels.</extracomment>
        <translation>
            <numerusform>%n 个层共同产生这些通道；可选择 %1 个，移除时在所有层中一起移除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Some stay: %1</source>
        <translation>部分保留：%1</translation>
    </message>
</context>
<context>
    <name>espalier::ui::DependencyModel</name>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Part in the group</source>
        <translation>在组中的作用</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>espalier::ui::DocumentOpener</name>
    <message>
        <source>Opening %1</source>
        <translation>正在打开 %1</translation>
    </message>
    <message>
        <source>Loading weights from %1</source>
        <translation>正在从 %1 加载权重</translation>
    </message>
    <message>
        <source>Finding the shapes of all layers</source>
        <translation>正在推断所有层的形状</translation>
    </message>
</context>
<context>
    <name>espalier::ui::EntryMenu</name>
    <message>
        <source>&amp;Select its layers in the tree</source>
        <translation>在树中选择其各层(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Apply to the layers selected in the tree</source>
        <translation>应用到树中所选的层(&amp;A)</translation>
    </message>
    <message>
        <source>Select by &amp;name pattern</source>
        <translation>按名称模式选择(&amp;N)</translation>
    </message>
    <message>
        <source>Switch &amp;off</source>
        <translation>停用(&amp;O)</translation>
    </message>
    <message>
        <source>Switch &amp;on</source>
        <translation>启用(&amp;O)</translation>
    </message>
    <message>
        <source>An entry that is switched off stays in the list and counts for nothing</source>
        <translation>停用的条目保留在列表中，但不起作用</translation>
    </message>
    <message>
        <source>S&amp;plit into its layers</source>
        <translation>拆分为各层(&amp;P)</translation>
    </message>
    <message>
        <source>One entry for each layer that it rules</source>
        <translation>为其决定的每一层建立一个条目</translation>
    </message>
    <message>
        <source>Mer&amp;ge entries that set the same</source>
        <translation>合并设置相同的条目(&amp;G)</translation>
    </message>
    <message>
        <source>Neighbours with equal settings become one entry</source>
        <translation>设置相同的相邻条目合并为一个条目</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>复制(&amp;D)</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>下移(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExceptionEdit</name>
    <message>
        <source>Op types that the entry leaves out</source>
        <translation>该条目去掉的算子类型</translation>
    </message>
    <message>
        <source>Except, which leaves out no layer:</source>
        <extracomment>The op types, layers or patterns follow below.</extracomment>
        <translation>例外（未去掉任何层）：</translation>
    </message>
    <message numerus="yes">
        <source>Except %n layer(s):</source>
        <translation>
            <numerusform>例外 %n 个层：</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) of this type are left out; click to select them again</source>
        <translation>
            <numerusform>已去掉 %n 个该类型的层；点击可重新选中</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExceptionMenu</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>An op type and how many layers of it there are: &quot;Conv2d (9)&quot;.</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>&amp;Except</source>
        <extracomment>What an entry of the config list leaves out.</extracomment>
        <translation>例外(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Layers selected in the tree</source>
        <translation>树中选中的层(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Layers selected in the tree (%1)</source>
        <translation>树中选中的层（%1）(&amp;L)</translation>
    </message>
    <message>
        <source>Select layers in the tree that this entry selects, to leave them out</source>
        <translation>请在树中选中属于此条目的层，以便将其去掉</translation>
    </message>
    <message>
        <source>Op &amp;types</source>
        <translation>算子类型(&amp;T)</translation>
    </message>
    <message>
        <source>By &amp;name pattern</source>
        <translation>按名称模式(&amp;N)</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>取消(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>取消导出</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>Back to the choice of files</source>
        <translation>返回文件选择</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Export %n file(s)</source>
        <translation>
            <numerusform>导出 %n 个文件(&amp;E)</numerusform>
        </translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Waiting for other work to end</source>
        <translation>正在等待其他任务结束</translation>
    </message>
    <message>
        <source>Nothing was written: read back, a file differs from what was exported.</source>
        <translation>未写入任何文件：回读发现有文件与导出内容不一致。</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation>导出已取消；未写入任何文件。</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>选择其他文件夹…</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExportFileList</name>
    <message>
        <source>Masks, as NNI writes them</source>
        <translation>掩码，采用 NNI 的格式</translation>
    </message>
    <message>
        <source>Config list</source>
        <translation>配置列表</translation>
    </message>
    <message>
        <source>File name: %1</source>
        <extracomment>Accessible name of the field beside a format such as TorchScript.</extracomment>
        <translation>文件名：%1</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExportForm</name>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Fol&amp;der</source>
        <translation>文件夹(&amp;D)</translation>
    </message>
    <message>
        <source>Folder for the exported files</source>
        <translation>导出文件的文件夹</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>浏览(&amp;R)…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Read e&amp;very file back and compare it</source>
        <translation>回读每个文件并进行比较(&amp;V)</translation>
    </message>
    <message>
        <source>Nothing is kept when a file differs from what was exported</source>
        <translation>若有文件与导出内容不一致，则不保留任何文件</translation>
    </message>
    <message>
        <source>There are no masks: the model files hold the weights as they are.</source>
        <translation>没有掩码：模型文件按原样保存权重。</translation>
    </message>
    <message>
        <source>The config list has changed since these masks were made.</source>
        <translation>生成这些掩码之后，配置列表已更改。</translation>
    </message>
    <message numerus="yes">
        <source>Replaces %n file(s): %1.</source>
        <translation>
            <numerusform>将替换 %n 个文件：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>No model is open.</source>
        <translation>没有打开的模型。</translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation>未选择任何内容。</translation>
    </message>
    <message>
        <source>The folder needs its full path, beginning with /.</source>
        <translation>文件夹须为以 / 开头的完整路径。</translation>
    </message>
    <message>
        <source>A file has no name.</source>
        <translation>有文件没有名称。</translation>
    </message>
    <message>
        <source>A file name cannot contain a slash: %1</source>
        <translation>文件名不能包含斜杠：%1</translation>
    </message>
    <message>
        <source>Two files are called %1.</source>
        <translation>有两个文件都名为 %1。</translation>
    </message>
    <message>
        <source>%1 is the file that is open; an export needs another name or folder.</source>
        <translation>%1 是当前打开的文件；导出需要使用其他名称或文件夹。</translation>
    </message>
    <message>
        <source>Masks are applied to the model files. Simulated: %1 removed weights are written as zeros; shapes and file size stay. Physical: Compress &gt; Shrink cuts them out.</source>
        <translation>模型文件已应用掩码。模拟：%1 个被移除的权重写为零；形状和文件大小不变。物理：使用“压缩 &gt; 缩小网络”真正移除。</translation>
    </message>
    <message>
        <source>Physical: the model files hold the smaller network. Beside a state dict go the recipe and the Python program that rebuild it from the original module.</source>
        <translation>物理：模型文件保存的是缩小后的网络。state dict 旁会附上配方和 Python 程序，用于从原始模块重建该网络。</translation>
    </message>
    <message>
        <source>Masks are applied to the model files. Simulated: at least %1 removed weights are written as zeros; shapes and file size stay. Physical: Compress &gt; Shrink cuts them out.</source>
        <translation>模型文件已应用掩码。模拟：至少 %1 个被移除的权重写为零；形状和文件大小不变。物理：使用“压缩 &gt; 缩小网络”真正移除。</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ExportResultView</name>
    <message>
        <source>Exported files</source>
        <translation>导出的文件</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Read back</source>
        <translation>回读</translation>
    </message>
    <message numerus="yes">
        <source>Wrote %n file(s) to %1.</source>
        <translation>
            <numerusform>已将 %n 个文件写入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>未写入任何文件。</translation>
    </message>
    <message>
        <source>&amp;Python</source>
        <translation>&amp;Python</translation>
    </message>
    <message>
        <source>Python lines that load the file</source>
        <translation>加载该文件的 Python 代码</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the Python lines</source>
        <translation>复制 Python 代码</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>The file was not read back.</source>
        <translation>未回读该文件。</translation>
    </message>
    <message>
        <source>The file was read back and agrees. Compared: %1. Largest difference: %2.</source>
        <translation>已回读该文件，内容一致。比较内容：%1。最大差异：%2。</translation>
    </message>
    <message>
        <source>The file was read back and differs. Compared: %1.</source>
        <translation>已回读该文件，内容不一致。比较内容：%1。</translation>
    </message>
    <message>
        <source>The file was read back and differs. Compared: %1. Largest difference: %2, relative %3.</source>
        <translation>已回读该文件，内容不一致。比较内容：%1。最大差异：%2，相对差异 %3。</translation>
    </message>
</context>
<context>
    <name>espalier::ui::HeatMapChart</name>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>As stored</source>
        <translation>存储值</translation>
    </message>
    <message>
        <source>Shows the weights beneath the mask.</source>
        <translation>显示未应用掩码的权重。</translation>
    </message>
    <message>
        <source>Masked</source>
        <extracomment>Of weights: with those set to zero that the mask removes.</extracomment>
        <translation>掩码后</translation>
    </message>
    <message>
        <source>Shows removed weights as zero.</source>
        <translation>将被移除的权重显示为零。</translation>
    </message>
    <message>
        <source>Show mask</source>
        <translation>显示掩码</translation>
    </message>
    <message>
        <source>Output channel</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <source>Input channel × position in the kernel</source>
        <translation>输入通道 × 卷积核内位置</translation>
    </message>
    <message>
        <source>Input channel</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>Weight (no unit)</source>
        <translation>权重（无单位）</translation>
    </message>
    <message>
        <source>%1 weights lie between %2 and %3.</source>
        <translation>%1 个权重介于 %2 和 %3 之间。</translation>
    </message>
    <message>
        <source>In a sample, the %1 × %2 weights lie between %3 and %4.</source>
        <translation>按采样估算，%1 × %2 个权重介于 %3 和 %4 之间。</translation>
    </message>
    <message>
        <source>%1 × %2 weights lie between %3 and %4.</source>
        <translation>%1 × %2 个权重介于 %3 和 %4 之间。</translation>
    </message>
    <message>
        <source>The %1 that the mask removes are shown as zero.</source>
        <translation>其中被掩码移除的 %1 显示为零。</translation>
    </message>
    <message>
        <source>The mask removes %1 of them.</source>
        <translation>掩码移除了其中的 %1。</translation>
    </message>
    <message>
        <source>Each cell shows the largest magnitude among a sample of %1 × %2.</source>
        <translation>每个单元格显示从 %1 × %2 个权重中采样所得的最大绝对值。</translation>
    </message>
    <message>
        <source>Each cell shows the largest magnitude among %1 × %2.</source>
        <translation>每个单元格显示 %1 × %2 个权重中的最大绝对值。</translation>
    </message>
    <message>
        <source>channel %1</source>
        <translation>通道 %1</translation>
    </message>
    <message>
        <source>output channel %1, input channel %2</source>
        <translation>输出通道 %1，输入通道 %2</translation>
    </message>
    <message>
        <source>output channel %1, input channel %2, kernel position %3</source>
        <translation>输出通道 %1，输入通道 %2，卷积核内位置 %3</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <extracomment>A weight or norm and where it lies: &quot;0.0123 at output channel 3, input channel 5&quot;.</extracomment>
        <translation>%2：%1</translation>
    </message>
    <message>
        <source>Single weights</source>
        <translation>单个权重</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Output channels</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <source>Granularity</source>
        <translation>粒度</translation>
    </message>
    <message>
        <source>What one place of the map stands for: a weight, or the L1 norm of a kernel or of an output channel.</source>
        <translation>图中每一格代表什么：一个权重，或一个卷积核、一个输出通道的 L1 范数。</translation>
    </message>
    <message>
        <source>Hatches what the mask removes.</source>
        <translation>用斜线标出掩码移除的部分。</translation>
    </message>
    <message>
        <source>L1 norm (no unit)</source>
        <translation>L1 范数（无单位）</translation>
    </message>
    <message>
        <source>The L1 norms of the %1 output channels lie between %2 and %3.</source>
        <translation>%1 个输出通道的 L1 范数介于 %2 与 %3 之间。</translation>
    </message>
    <message>
        <source>The L1 norms of the %1 × %2 kernels lie between %3 and %4.</source>
        <translation>%1 × %2 个卷积核的 L1 范数介于 %3 与 %4 之间。</translation>
    </message>
    <message>
        <source>The mask removes %1 of them whole.</source>
        <extracomment>Of kernels or output channels, none of whose weights is left.</extracomment>
        <translation>掩码将其中 %1 整个移除。</translation>
    </message>
    <message>
        <source>Removed weights count as zero.</source>
        <translation>被移除的权重按零计。</translation>
    </message>
    <message>
        <source>Each cell shows the largest norm among %1 × %2.</source>
        <translation>每一格显示 %1 × %2 个中的最大范数。</translation>
    </message>
    <message>
        <source>output channel %1</source>
        <translation>输出通道 %1</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>%1 of its %2 weights removed</source>
        <translation>其 %2 个权重中移除 %1 个</translation>
    </message>
    <message>
        <source>%1 at %2, %3</source>
        <extracomment>&quot;0.0123 at output channel 3, input channel 5, kept&quot;.</extracomment>
        <translation>%1，位于%2，%3</translation>
    </message>
    <message>
        <source>%1 (the map is sampled)</source>
        <extracomment>%1 are the numbers of one place, where the map shows only some of them.</extracomment>
        <translation>%1（图为采样结果）</translation>
    </message>
</context>
<context>
    <name>espalier::ui::HistogramChart</name>
    <message>
        <source>cut at ±%1</source>
        <translation>截断于 ±%1</translation>
    </message>
    <message>
        <source>Distribution of weights</source>
        <translation>权重分布</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Counts on a logarithmic axis, so that rare weights can be seen.</source>
        <translation>计数采用对数轴，使少见的权重也能看到。</translation>
    </message>
    <message>
        <source>Weight (no unit)</source>
        <translation>权重（无单位）</translation>
    </message>
    <message>
        <source>Number of weights in the sample</source>
        <translation>采样中的权重数</translation>
    </message>
    <message>
        <source>Number of weights</source>
        <translation>权重数</translation>
    </message>
    <message>
        <source>%1 of %2 weights were sampled; %3 of them are removed.</source>
        <translation>从 %2 个权重中采样了 %1 个，其中 %3 个被移除。</translation>
    </message>
    <message>
        <source>%1 of %2 weights (%3) are removed.</source>
        <translation>%2 个权重中有 %1 个（%3）被移除。</translation>
    </message>
    <message>
        <source>Pruning takes weights of magnitude %1 and below.</source>
        <translation>剪枝会移除绝对值不超过 %1 的权重。</translation>
    </message>
    <message numerus="yes">
        <source>%n weight(s) are not finite numbers and in no bar.</source>
        <translation>
            <numerusform>%n 个权重不是有限数值，未计入任何柱条。</numerusform>
        </translation>
    </message>
    <message>
        <source>From %1 to %2: %3 kept, %4 removed</source>
        <translation>从 %1 到 %2：保留 %3，移除 %4</translation>
    </message>
</context>
<context>
    <name>espalier::ui::HistoryDock</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>As opened</source>
        <translation>打开时的状态</translation>
    </message>
    <message>
        <source>History of edits</source>
        <translation>编辑历史</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ImportanceChart</name>
    <message>
        <source>Importance of channels</source>
        <translation>通道重要性</translation>
    </message>
    <message>
        <source>By importance</source>
        <extracomment>Order of the bars.</extracomment>
        <translation>按重要性</translation>
    </message>
    <message>
        <source>Orders the channels by their score, so that those below the cut lie at the left.</source>
        <translation>按得分排列通道，截断线以下的通道位于左侧。</translation>
    </message>
    <message>
        <source>By channel</source>
        <extracomment>Order of the bars.</extracomment>
        <translation>按通道</translation>
    </message>
    <message>
        <source>Orders the channels as they are stored.</source>
        <translation>按存储顺序排列通道。</translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation>稀疏度</translation>
    </message>
    <message>
        <source>&#xa0;%</source>
        <extracomment>Behind a number in a spin box: &quot;50.0 %&quot;. Begins with a no-break space.</extracomment>
        <translation>&#xa0;%</translation>
    </message>
    <message>
        <source>Sparsity of the layer in percent</source>
        <translation>层的稀疏度（百分比）</translation>
    </message>
    <message>
        <source>The share of channels that the cut removes. The line in the chart can be dragged too.</source>
        <translation>截断线所移除的通道比例。也可以直接拖动图中的线。</translation>
    </message>
    <message>
        <source>Place in the order of importance</source>
        <translation>重要性排名</translation>
    </message>
    <message>
        <source>Output channel</source>
        <translation>输出通道</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n channel(s) (%2) are removed; %3 is asked for.</source>
        <translation>
            <numerusform>%n 个通道中有 %1 个（%2）被移除；要求为 %3。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n channel(s) (%2) are removed.</source>
        <translation>
            <numerusform>%n 个通道中有 %1 个（%2）被移除。</numerusform>
        </translation>
    </message>
    <message>
        <source>The hatched part of a bar is the share of the channel&apos;s weights that is removed.</source>
        <translation>柱条的斜线部分表示该通道中被移除权重的比例。</translation>
    </message>
    <message>
        <source>removed</source>
        <comment>a channel</comment>
        <translation>移除</translation>
    </message>
    <message>
        <source>%1 of its weights removed</source>
        <translation>其权重的 %1 被移除</translation>
    </message>
    <message>
        <source>kept</source>
        <comment>a channel</comment>
        <translation>保留</translation>
    </message>
    <message>
        <source>Channel %1: %2, place %3 of %4, %5</source>
        <translation>通道 %1：%2，排名 %3/%4，%5</translation>
    </message>
    <message>
        <source>cut: %1 of %2</source>
        <extracomment>On the line that cuts unimportant channels off: 16 of 32 channels.</extracomment>
        <translation>截断：%1/%2</translation>
    </message>
    <message>
        <source>%1 is asked for.</source>
        <translation>要求为 %1。</translation>
    </message>
    <message numerus="yes">
        <source>In multiples of %1, all %n channel(s) are kept.</source>
        <translation>
            <numerusform>按 %1 的倍数，%n 个通道全部保留。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In multiples of %1, %2 of %n channel(s) are kept.</source>
        <translation>
            <numerusform>按 %1 的倍数，%n 个通道中保留 %2 个。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They are chosen together with %1 and %n further layer(s).</source>
        <translation>
            <numerusform>与 %1 及另外 %n 层共同选择。</numerusform>
        </translation>
    </message>
    <message>
        <source>They are chosen together with %1.</source>
        <translation>与 %1 共同选择。</translation>
    </message>
    <message>
        <source>cut: %1 of %2, removed: %3</source>
        <translation>截断：%1/%2，移除：%3</translation>
    </message>
</context>
<context>
    <name>espalier::ui::InputShapeStrip</name>
    <message>
        <source>Which &amp;input does the network get? Output shapes and MACs follow from it.</source>
        <translation>网络的输入形状是什么(&amp;I)？输出形状和 MACs 由此得出。</translation>
    </message>
    <message>
        <source>1,3,224,224</source>
        <translation>1,3,224,224</translation>
    </message>
    <message>
        <source>Sizes with the batch first; several inputs separated by a semicolon: 1,3,224,224;1,16:int64</source>
        <translation>各维大小，批次维在前；多个输入用分号分隔：1,3,224,224;1,16:int64</translation>
    </message>
    <message>
        <source>Input shape</source>
        <translation>输入形状</translation>
    </message>
    <message>
        <source>Use this shape</source>
        <translation>使用此形状</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
</context>
<context>
    <name>espalier::ui::InspectorHeader</name>
    <message>
        <source>Whole network</source>
        <translation>整个网络</translation>
    </message>
    <message>
        <source>Shows how the weight lies in the layers of the network.</source>
        <translation>显示权重在网络各层中的分布。</translation>
    </message>
    <message>
        <source>weight %1</source>
        <translation>权重 %1</translation>
    </message>
    <message>
        <source>stride %1</source>
        <translation>步幅 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n 个分组</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>%1 MACs</source>
        <translation>%1 MACs</translation>
    </message>
    <message>
        <source>%1 removed (preview)</source>
        <translation>移除 %1（预览）</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>no entry of the config list prunes it</source>
        <translation>配置列表中没有条目对其剪枝</translation>
    </message>
    <message>
        <source>entry %1 (%2) excludes it</source>
        <translation>条目 %1（%2）将其排除</translation>
    </message>
    <message>
        <source>entry %1 (%2) asks for %3</source>
        <translation>条目 %1（%2）要求 %3</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) selected</source>
        <translation>
            <numerusform>已选择 %n 个层</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n 个层</numerusform>
        </translation>
    </message>
    <message>
        <source>entry %1 (%2) asks for %3 of all layers together</source>
        <translation>条目 %1（%2）要求所有层合计 %3</translation>
    </message>
</context>
<context>
    <name>espalier::ui::InspectorView</name>
    <message>
        <source>Computing the importance of the channels of %1…</source>
        <translation>正在计算 %1 的通道重要性…</translation>
    </message>
    <message>
        <source>Pictures of the layer</source>
        <translation>层的图表</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Every weight of the layer as a map</source>
        <translation>以热图显示层的每个权重</translation>
    </message>
    <message>
        <source>How many weights have which value</source>
        <translation>各取值的权重数量</translation>
    </message>
    <message>
        <source>How important each output channel is, and the cut</source>
        <translation>各输出通道的重要性及截断线</translation>
    </message>
    <message>
        <source>Open a model to look at its layers here.</source>
        <translation>打开模型后，可在此查看其各层。</translation>
    </message>
    <message>
        <source>No layer of this network has weights, so there is nothing to prune.</source>
        <translation>此网络没有任何层含有权重，因此没有可剪枝的内容。</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示 %1</translation>
    </message>
    <message>
        <source>The algorithm removes single weights; whole channels cannot be cut off.</source>
        <translation>该算法移除单个权重，无法剪去整个通道。</translation>
    </message>
    <message>
        <source>Sum of magnitudes (L1)</source>
        <translation>绝对值之和 (L1)</translation>
    </message>
    <message>
        <source>Move the cut of %1</source>
        <translation>移动 %1 的截断线</translation>
    </message>
</context>
<context>
    <name>espalier::ui::IssueLines</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
</context>
<context>
    <name>espalier::ui::IssuesDock</name>
    <message>
        <source>Issues</source>
        <extracomment>Title of the dock with the number of issues: &quot;Issues 2&quot;.</extracomment>
        <translation>问题</translation>
    </message>
    <message>
        <source>Issues %1</source>
        <translation>问题 %1</translation>
    </message>
    <message>
        <source>Findings about a model, its config list and its data are listed here.</source>
        <translation>此处列出模型、配置列表和数据中发现的问题。</translation>
    </message>
    <message>
        <source>Nothing was found that needs attention.</source>
        <translation>未发现需要注意的问题。</translation>
    </message>
</context>
<context>
    <name>espalier::ui::IssuesModel</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
</context>
<context>
    <name>espalier::ui::JobLine</name>
    <message>
        <source>%1: %2</source>
        <extracomment>What runs in the background, and what it is doing now: &quot;Measuring accuracy: batch 3 of 40&quot;.</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop what runs in the background</source>
        <translation>停止后台任务</translation>
    </message>
</context>
<context>
    <name>espalier::ui::KeptRemovedLegend</name>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>removed (preview)</source>
        <translation>移除（预览）</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>espalier::ui::LayerLimitEdit</name>
    <message>
        <source>Limit of each layer of entry %1</source>
        <translation>条目 %1 每层的上限</translation>
    </message>
    <message>
        <source>Largest sparsity of a layer of entry %1 in per cent</source>
        <translation>条目 %1 单层的最大稀疏度（百分比）</translation>
    </message>
    <message>
        <source>At most per layer</source>
        <extracomment>A check box before a percentage: no layer loses more than so much.</extracomment>
        <translation>每层至多</translation>
    </message>
    <message>
        <source>&#xa0;%</source>
        <extracomment>Behind a number in a spin box: &quot;90.0 %&quot;. Begins with a no-break space.</extracomment>
        <translation>&#xa0;%</translation>
    </message>
    <message>
        <source>The list limits single layers by name; the text has the numbers.</source>
        <translation>列表按名称限制各层，数值见文本。</translation>
    </message>
    <message>
        <source>No layer loses a larger share than this, however unimportant its units are (max_sparsity_per_layer).</source>
        <translation>任何层剪去的比例都不超过此值，无论其单元多么不重要（max_sparsity_per_layer）。</translation>
    </message>
    <message>
        <source>A limit per layer counts only where all layers are chosen from together.</source>
        <translation>仅当所有层一起选择时，每层上限才起作用。</translation>
    </message>
</context>
<context>
    <name>espalier::ui::LayerNameList</name>
    <message>
        <source>Take %1 out of this entry</source>
        <translation>从此条目中移出 %1</translation>
    </message>
    <message>
        <source>Show fewer names</source>
        <translation>显示较少名称</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more name(s)</source>
        <translation>
            <numerusform>再显示 %n 个名称</numerusform>
        </translation>
    </message>
    <message>
        <source>Let this entry select %1 again</source>
        <translation>让此条目重新选中 %1</translation>
    </message>
</context>
<context>
    <name>espalier::ui::LayerOutcomeModel</name>
    <message>
        <source>%1 of %2</source>
        <extracomment>Removed channels or weights of all of a layer: &quot;3 of 8&quot;.</extracomment>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>Layers that were pruned or excluded, in the order of the network</source>
        <translation>被剪枝或被排除的层，按网络中的顺序</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Sparsity that the config list asks of this layer</source>
        <translation>配置列表要求该层达到的稀疏度</translation>
    </message>
    <message>
        <source>Requested</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Removed weights of all weights of the layer</source>
        <translation>该层被移除的权重占其全部权重的比例</translation>
    </message>
    <message>
        <source>Achieved</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>Channels that went or, for algorithms that remove single weights, weights</source>
        <translation>被移除的通道；对于移除单个权重的算法则为权重</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>Why the layer lost something else than what was asked for</source>
        <translation>该层的移除量为何与要求不同</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>espalier::ui::LayerTreeColumns</name>
    <message>
        <source>Show the columns that fit</source>
        <translation>仅显示放得下的列</translation>
    </message>
</context>
<context>
    <name>espalier::ui::LayerTreeDock</name>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Name, type:Conv2d or /regex/</source>
        <translation>名称、type:Conv2d 或 /regex/</translation>
    </message>
    <message>
        <source>Words of the name; type:Conv2d for a type; /conv[12]$/ for a regular expression</source>
        <translation>名称中的字词；type:Conv2d 表示类型；/conv[12]$/ 表示正则表达式</translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation>搜索层</translation>
    </message>
    <message>
        <source>Types of layers that are shown</source>
        <translation>显示的层类型</translation>
    </message>
    <message>
        <source>Space excludes or includes the selected layers, Return sets their sparsity.</source>
        <translation>按空格键排除或包含所选层，按回车键设置其稀疏度。</translation>
    </message>
    <message>
        <source>Number of layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>The layers of a network are listed here, with their size and what is removed from them.</source>
        <translation>此处列出网络的各层、其大小以及被移除的部分。</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>打开模型…</translation>
    </message>
    <message>
        <source>No layer matches the search.</source>
        <translation>没有与搜索匹配的层。</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>清除搜索</translation>
    </message>
    <message numerus="yes">
        <source>Show the %n layer(s) of type %1, %2 parameters</source>
        <translation>
            <numerusform>显示 %n 个 %1 类型的层，共 %2 个参数</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the %n layer(s) of type %1</source>
        <translation>
            <numerusform>显示 %n 个 %1 类型的层</numerusform>
        </translation>
    </message>
    <message>
        <source>The regular expression is not valid: %1</source>
        <translation>正则表达式无效：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n 个层</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n layer(s) shown</source>
        <translation>
            <numerusform>显示 %1 个层，共 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n selected</source>
        <extracomment>&quot;21 layers, 3 selected&quot;</extracomment>
        <translation>
            <numerusform>%1，已选 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Include %n layer(s)</source>
        <translation>
            <numerusform>包含 %n 个层</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exclude %n layer(s)</source>
        <translation>
            <numerusform>排除 %n 个层</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set sparsity of %n layer(s)…</source>
        <translation>
            <numerusform>设置 %n 个层的稀疏度…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n layer(s) to the config list</source>
        <translation>
            <numerusform>将 %n 个层添加到配置列表</numerusform>
        </translation>
    </message>
    <message>
        <source>Select all of type %1</source>
        <translation>选择所有 %1 类型的层</translation>
    </message>
    <message>
        <source>Select all of this type</source>
        <translation>选择所有此类型的层</translation>
    </message>
    <message>
        <source>Select all that are shown</source>
        <translation>选择所有显示的层</translation>
    </message>
    <message numerus="yes">
        <source>Copy %n name(s)</source>
        <translation>
            <numerusform>复制 %n 个名称</numerusform>
        </translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>全部展开</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>全部折叠</translation>
    </message>
</context>
<context>
    <name>espalier::ui::LayerTreeModel</name>
    <message>
        <source>It loses channels together with %1.</source>
        <translation>它与 %1 一起失去通道。</translation>
    </message>
</context>
<context>
    <name>espalier::ui::LogDock</name>
    <message>
        <source>%1: started</source>
        <translation>%1：已开始</translation>
    </message>
    <message>
        <source>%1: failed. %2</source>
        <translation>%1：失败。%2</translation>
    </message>
    <message>
        <source>%1: cancelled</source>
        <translation>%1：已取消</translation>
    </message>
    <message>
        <source>%1: done in %2</source>
        <translation>%1：已完成，用时 %2</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>What the program does is noted here.</source>
        <translation>此处记录程序执行的操作。</translation>
    </message>
    <message>
        <source>%1: stopped after %2</source>
        <translation>%1：%2 后停止</translation>
    </message>
</context>
<context>
    <name>espalier::ui::MainWindow</name>
    <message>
        <source>The command of the next step</source>
        <translation>下一步的命令</translation>
    </message>
    <message>
        <source>Show this dock and put the focus into it</source>
        <translation>显示此停靠面板并将焦点移入其中</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>撤销(&amp;U)：%1</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>重做(&amp;R)：%1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Prune %n layer(s)</source>
        <translation>
            <numerusform>对 %n 个层剪枝(&amp;P)</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Prune</source>
        <translation>剪枝(&amp;P)</translation>
    </message>
    <message>
        <source>Espalier</source>
        <extracomment>Window title: the document&apos;s name; &quot;[*]&quot; becomes a mark when there are unsaved edits.</extracomment>
        <translation>Espalier</translation>
    </message>
    <message>
        <source>%1[*] – Espalier</source>
        <translation>%1[*] – Espalier</translation>
    </message>
    <message>
        <source>Close %1?</source>
        <translation>关闭 %1？</translation>
    </message>
    <message>
        <source>Open %1?</source>
        <translation>打开 %1？</translation>
    </message>
    <message>
        <source>The example is not installed beside this program.</source>
        <translation>示例未随此程序一起安装。</translation>
    </message>
    <message>
        <source>Open a model or a session</source>
        <translation>打开模型或会话</translation>
    </message>
    <message>
        <source>Models and sessions (*.pt *.pth *.torchscript *.espalier);;Sessions (*.espalier);;All files (*)</source>
        <translation>模型和会话 (*.pt *.pth *.torchscript *.espalier);;会话 (*.espalier);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>Sessions (*.espalier)</source>
        <translation>会话 (*.espalier)</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>保存到其他位置…</translation>
    </message>
    <message>
        <source>The config list selects no layer to prune.</source>
        <translation>配置列表没有选中任何要剪枝的层。</translation>
    </message>
    <message>
        <source>Add an entry</source>
        <translation>添加条目</translation>
    </message>
    <message>
        <source>Load weights into the open model</source>
        <translation>将权重加载到打开的模型</translation>
    </message>
    <message>
        <source>State dicts (*.pth *.pt *.bin);;All files (*)</source>
        <translation>状态字典 (*.pth *.pt *.bin);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Load into the open model</source>
        <translation>加载到打开的模型</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>打开其他文件…</translation>
    </message>
    <message>
        <source>Espalier ended unexpectedly. The session as it was at %1 can be restored.</source>
        <translation>Espalier 意外退出。可以恢复 %1 时的会话。</translation>
    </message>
    <message>
        <source>Restore session</source>
        <translation>恢复会话</translation>
    </message>
    <message>
        <source>No files yet</source>
        <translation>尚无文件</translation>
    </message>
    <message>
        <source>Pruned. Masks of single weights change no shapes: the network gets neither smaller nor faster on ordinary hardware.</source>
        <translation>剪枝完成。单个权重的掩码不改变形状：在普通硬件上网络不会变小，也不会变快。</translation>
    </message>
    <message>
        <source>Pruned. Until it is shrunk, the network keeps its shapes, its size and its speed.</source>
        <translation>剪枝完成。在缩小之前，网络的形状、大小和速度都不变。</translation>
    </message>
    <message>
        <source>Shrink…</source>
        <translation>缩小网络…</translation>
    </message>
    <message>
        <source>Channels can only be followed through the network when its input shape is known.</source>
        <translation>只有已知输入形状时，才能在网络中追踪通道。</translation>
    </message>
    <message>
        <source>There are no masks yet: prune first, then shrink.</source>
        <translation>还没有掩码：请先剪枝，再缩小网络。</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>剪枝</translation>
    </message>
    <message>
        <source>The smaller network is the current model now. Fine-tune it, then export it.</source>
        <translation>缩小后的网络现在是当前模型。请微调后导出。</translation>
    </message>
    <message>
        <source>Fine-tune</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>&amp;Resume training</source>
        <translation>继续训练(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pause training</source>
        <translation>暂停训练(&amp;P)</translation>
    </message>
    <message>
        <source>Load other weights…</source>
        <translation>加载其他权重…</translation>
    </message>
    <message>
        <source>&amp;Prune: the config list has errors</source>
        <translation>剪枝(&amp;P)：配置列表有错误</translation>
    </message>
</context>
<context>
    <name>espalier::ui::MessageStrip</name>
    <message>
        <source>Hide this message</source>
        <translation>隐藏此消息</translation>
    </message>
</context>
<context>
    <name>espalier::ui::NamePatternEdit</name>
    <message>
        <source>Names like</source>
        <translation>名称匹配</translation>
    </message>
    <message>
        <source>Regular expressions, blanks between them. Each has to match from the beginning of a name on: &quot;layer1&quot; finds layer1.conv, &quot;.*conv&quot; finds it as well.</source>
        <translation>正则表达式，以空格分隔。每个都必须从名称开头开始匹配：“layer1”可找到 layer1.conv，“.*conv”也可以。</translation>
    </message>
    <message>
        <source>Patterns for names of layers</source>
        <translation>层名称的模式</translation>
    </message>
    <message>
        <source>Patterns for names of layers that the entry leaves out</source>
        <translation>该条目去掉的层的名称模式</translation>
    </message>
    <message>
        <source>Except names like</source>
        <translation>例外：名称匹配</translation>
    </message>
</context>
<context>
    <name>espalier::ui::NetworkOverviewChart</name>
    <message>
        <source>Parameters of the layers</source>
        <translation>各层的参数</translation>
    </message>
    <message>
        <source>Number of parameters</source>
        <translation>参数数量</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) hold %1 parameters, of which %2 are removed. The largest is %3 with %4.</source>
        <translation>
            <numerusform>%n 个层共有 %1 个参数，其中 %2 被移除。最大的层是 %3，占 %4。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2): %3 parameters, %4 removed</source>
        <translation>%1（%2）：%3 个参数，移除 %4</translation>
    </message>
    <message>
        <source>What the bars show</source>
        <translation>柱条表示的量</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>MACs</source>
        <translation>MACs</translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation>稀疏度</translation>
    </message>
    <message>
        <source>MACs of the layers</source>
        <translation>各层的 MACs</translation>
    </message>
    <message>
        <source>MACs for one sample</source>
        <translation>单个样本的 MACs</translation>
    </message>
    <message>
        <source>Sparsity of the layers</source>
        <translation>各层的稀疏度</translation>
    </message>
    <message>
        <source>Share of the parameters (%)</source>
        <translation>参数占比 (%)</translation>
    </message>
    <message>
        <source>MACs can be counted once the input shape is known.</source>
        <translation>输入形状已知后才能统计 MACs。</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) compute %1 MACs for one sample. The heaviest is %2 with %3.</source>
        <translation>
            <numerusform>%n 层处理单个样本需 %1 MACs。计算量最大的是 %2，占 %3。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is removed from any layer.</source>
        <translation>没有任何层被移除参数。</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 layers lose parameters, most of all %2 with %3.</source>
        <translation>
            <numerusform>%1 层中有 %n 层失去参数，其中最多的是 %2，达 %3。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 MACs</source>
        <extracomment>A layer under the cursor: &quot;conv1 (Conv2d): 216 parameters, 25.0 % removed, 55,296 MACs&quot;.</extracomment>
        <translation>%1，%2 MACs</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) hold %1 parameters. The largest is %2 with %3.</source>
        <translation>
            <numerusform>%n 层共有 %1 个参数。最大的是 %2，占 %3。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ui::NumberCell</name>
    <message>
        <source>Estimated.</source>
        <translation>估计值。</translation>
    </message>
    <message>
        <source>Measured.</source>
        <translation>实测值。</translation>
    </message>
</context>
<context>
    <name>espalier::ui::NumbersStrip</name>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation>稀疏度</translation>
    </message>
    <message>
        <source>MACs</source>
        <translation>MACs</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>Simulated: removed weights are held at zero, the network keeps its shapes.</source>
        <translation>模拟：被移除的权重保持为零，网络的形状不变。</translation>
    </message>
    <message>
        <source>%1 before</source>
        <extracomment>Accessible name of a number: &quot;Accuracy before&quot;.</extracomment>
        <translation>%1（之前）</translation>
    </message>
    <message>
        <source>%1 after</source>
        <extracomment>Accessible name of a number: &quot;Accuracy after&quot;.</extracomment>
        <translation>%1（之后）</translation>
    </message>
    <message>
        <source>○ estimated
● measured</source>
        <translation>○ 估计
● 实测</translation>
    </message>
    <message>
        <source>%1 of %2 test images, mean loss %3, on %4.</source>
        <translation>在 %4 的 %2 张测试图像上准确率为 %1，平均损失 %3。</translation>
    </message>
    <message>
        <source>The dense network is being measured.</source>
        <translation>正在测量稠密网络。</translation>
    </message>
    <message>
        <source>Not known: no data is chosen. A click opens the training dock, where data is chosen.</source>
        <translation>未知：尚未选择数据。点击可打开训练停靠面板并在其中选择数据。</translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation>尚未测量。</translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>Out of date: the config list has changed since these masks were made.</source>
        <translation>已过期：生成这些掩码后，配置列表又有改动。</translation>
    </message>
    <message>
        <source>The network with its masks is being measured.</source>
        <translation>正在测量带掩码的网络。</translation>
    </message>
    <message>
        <source>Known after pruning.</source>
        <translation>剪枝后可知。</translation>
    </message>
    <message>
        <source>What the config list as it stands would give.</source>
        <translation>按当前配置列表将得到的结果。</translation>
    </message>
    <message>
        <source>Counted in the masks that are in force.</source>
        <translation>按当前生效的掩码统计。</translation>
    </message>
    <message>
        <source>%1 parameters.</source>
        <translation>%1 个参数。</translation>
    </message>
    <message>
        <source>The dense network.</source>
        <translation>稠密网络。</translation>
    </message>
    <message>
        <source>Known when the config list selects a layer.</source>
        <translation>配置列表选中层之后可知。</translation>
    </message>
    <message>
        <source>The model file is no longer there.</source>
        <translation>模型文件已不存在。</translation>
    </message>
    <message>
        <source>%1 bytes on disk.</source>
        <translation>磁盘上 %1 字节。</translation>
    </message>
    <message>
        <source>Not known: the network&apos;s input shape is not set. A click asks for it.</source>
        <translation>未知：尚未设置网络的输入形状。点击即可设置。</translation>
    </message>
    <message>
        <source>input shape?</source>
        <translation>输入形状？</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>physical</source>
        <translation>物理</translation>
    </message>
    <message>
        <source>Physical: once masked channels are really cut out, with everything that depends on them.</source>
        <translation>物理：被掩码的通道及所有依赖部分真正移除之后。</translation>
    </message>
    <message>
        <source>%1 of %2 parameters are held at zero. %3</source>
        <translation>%2 个参数中有 %1 个保持为零。%3</translation>
    </message>
    <message>
        <source>The masks are being counted.</source>
        <translation>正在统计掩码。</translation>
    </message>
    <message>
        <source>Being estimated.</source>
        <translation>正在估计。</translation>
    </message>
    <message>
        <source>%1 The masks remove no whole channel, so that nothing gets smaller.</source>
        <translation>%1 掩码没有移除任何完整通道，因此不会变小。</translation>
    </message>
    <message>
        <source>%1 A file with masks keeps the zeros; shrinking the network cuts them out.</source>
        <translation>%1 带掩码的文件仍保留零；缩小网络才会移除它们。</translation>
    </message>
    <message>
        <source>%1 multiply-accumulates for one sample, in convolutions, linear layers and matrix products.</source>
        <translation>每个样本 %1 次乘加运算，包括卷积、线性层和矩阵乘积。</translation>
    </message>
    <message>
        <source>About %1 once exported.</source>
        <translation>导出后约 %1。</translation>
    </message>
    <message>
        <source>Median of forward passes.</source>
        <translation>前向计算的中位数。</translation>
    </message>
    <message>
        <source>Median of forward passes of the smaller network.</source>
        <translation>缩小后网络前向计算的中位数。</translation>
    </message>
    <message>
        <source>Estimated from the time that every layer takes now and its share of MACs. Shrinking the network measures it.</source>
        <translation>根据每层当前耗时及其 MACs 比例估计。缩小网络时会实际测量。</translation>
    </message>
    <message>
        <source>Median of %1 forward passes: batch of %2, threads: %3.</source>
        <translation>%1 次前向计算的中位数：批大小 %2，线程数 %3。</translation>
    </message>
    <message>
        <source>of %1</source>
        <extracomment>Beside an accuracy: the number of images that it was measured on.</extracomment>
        <translation>共 %1 张</translation>
    </message>
    <message>
        <source>%1 of %2 test images with the smaller network.</source>
        <translation>缩小后的网络在 %2 张测试图像上的准确率为 %1。</translation>
    </message>
    <message>
        <source>%1 of %2 test images after the last training run, masks applied.</source>
        <translation>最近一次训练后、应用掩码时，%2 张测试图像上的准确率为 %1。</translation>
    </message>
    <message>
        <source>%1 of %2 test images with masks applied, not trained since.</source>
        <translation>应用掩码、此后未训练时，%2 张测试图像上的准确率为 %1。</translation>
    </message>
    <message>
        <source>after scoring</source>
        <extracomment>Below a dash in the place of a number: it is known once the channels have been scored on data, or in training.</extracomment>
        <translation>评分后可知</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ParameterRows</name>
    <message>
        <source>%1 to %2</source>
        <extracomment>The range of a parameter: &quot;1 to 1,000,000&quot;.</extracomment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Usually %1</source>
        <translation>通常为 %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>Label of a parameter with its unit: &quot;Batch size (images)&quot;.</extracomment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>espalier::ui::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Rows</source>
        <translation>行高(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Compute threads</source>
        <translation>计算线程数(&amp;C)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>紧凑</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>宽松</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Threads that LibTorch computes with, from the next job on; automatic: one per core</source>
        <translation>LibTorch 计算所用的线程数，从下一个任务起生效；自动：每个核心一个线程</translation>
    </message>
</context>
<context>
    <name>espalier::ui::RecentFileButton</name>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
</context>
<context>
    <name>espalier::ui::RunsDock</name>
    <message>
        <source>Epoch %1</source>
        <translation>轮次 %1</translation>
    </message>
    <message>
        <source>Dense %1</source>
        <translation>稠密 %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>What the chart says about one run: &quot;Run 2: Accuracy rose from 71 % to 91.8 % in 5 epochs.&quot;</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>No run is selected.</source>
        <translation>未选择任何运行。</translation>
    </message>
    <message>
        <source>Write the history of run %1</source>
        <translation>保存运行 %1 的历史</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>表格 (*.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>Write elsewhere…</source>
        <translation>保存到其他位置…</translation>
    </message>
    <message>
        <source>The history of run %1 was written to %2.</source>
        <translation>运行 %1 的历史已写入 %2。</translation>
    </message>
    <message>
        <source>Runs</source>
        <extracomment>Title of the dock with the number of runs: &quot;Runs 2&quot;.</extracomment>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Epochs of the run</source>
        <translation>该运行的各轮数据</translation>
    </message>
    <message>
        <source>Accuracy of the selected runs over the epochs</source>
        <translation>所选运行的准确率随轮次的变化</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Test accuracy (%)</source>
        <translation>测试准确率（%）</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>各轮数据</translation>
    </message>
    <message>
        <source>Export history…</source>
        <translation>导出历史…</translation>
    </message>
    <message>
        <source>Writes the epochs of the current run as CSV</source>
        <translation>将当前运行的各轮数据保存为 CSV</translation>
    </message>
    <message>
        <source>Export history</source>
        <translation>导出历史</translation>
    </message>
    <message>
        <source>Runs %1</source>
        <translation>训练记录 %1</translation>
    </message>
    <message>
        <source>A run is under way. It is listed here once it is finished.</source>
        <translation>训练正在进行，完成后会列在此处。</translation>
    </message>
    <message>
        <source>Training runs of a model are listed and compared here.</source>
        <translation>此处列出并比较模型的各次训练。</translation>
    </message>
    <message>
        <source>No run yet. Fine-tune the model, and its runs are listed and compared here.</source>
        <translation>尚无训练记录。微调模型后，各次运行会在此列出并比较。</translation>
    </message>
    <message>
        <source>Network, masks, config list and settings become as this run left them. Undo takes it back</source>
        <translation>网络、掩码、配置列表和设置恢复为这次运行结束时的样子，可以撤销</translation>
    </message>
    <message>
        <source>Use this run</source>
        <translation>使用这次运行</translation>
    </message>
</context>
<context>
    <name>espalier::ui::RunsModel</name>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>Epochs done and epochs asked for, of a run that ended early: &quot;3 of 5&quot;.</extracomment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Epochs that were finished</source>
        <translation>已完成的轮数</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Learning rate that the schedule starts from</source>
        <translation>调度的初始学习率</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Accuracy on the test data, masked and not yet trained</source>
        <translation>应用掩码后、训练前在测试数据上的准确率</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Accuracy of the best checkpoint on the test data</source>
        <translation>最佳检查点在测试数据上的准确率</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Masked parameters of all parameters</source>
        <translation>被掩码的参数占全部参数的比例</translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation>稀疏度</translation>
    </message>
    <message>
        <source>Time for training and measuring, all epochs</source>
        <translation>所有轮的训练和测量用时</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Measured on %1 test images.</source>
        <translation>在 %1 张测试图像上测得。</translation>
    </message>
    <message>
        <source>Pruning algorithm that the masks were made with</source>
        <translation>生成掩码所用的剪枝算法</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Sparsity schedule that the run pruned by</source>
        <translation>运行剪枝所用的稀疏度调度</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>调度</translation>
    </message>
    <message>
        <source>Data that it was trained and tested on</source>
        <translation>训练和测试所用的数据</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>This run is the current model.</source>
        <translation>当前模型来自这次运行。</translation>
    </message>
    <message>
        <source>This run is not the current model. It can become it again.</source>
        <translation>这次运行不是当前模型，可以重新启用。</translation>
    </message>
    <message>
        <source>The weights of this run are gone: those of later runs needed the memory.</source>
        <translation>这次运行的权重已不在：内存留给了之后的运行。</translation>
    </message>
    <message>
        <source>Finished runs of this model, in order. That of the current model is bold</source>
        <translation>此模型已完成的运行，按先后排列。当前模型所来自的以粗体显示</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ScheduleChart</name>
    <message>
        <source>Sparsity over the epochs of the next run</source>
        <translation>下次训练各轮的稀疏度</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Sparsity (%)</source>
        <translation>稀疏度 (%)</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ScheduleFields</name>
    <message>
        <source>Pruning</source>
        <translation>剪枝</translation>
    </message>
    <message>
        <source>Sparsity schedule</source>
        <translation>稀疏度调度</translation>
    </message>
    <message>
        <source>None while training</source>
        <translation>训练时不剪枝</translation>
    </message>
    <message>
        <source>The masks in force stay as they are.</source>
        <translation>当前掩码保持不变。</translation>
    </message>
    <message>
        <source>This version has no sparsity schedule of that name.</source>
        <translation>此版本没有该名称的稀疏度调度。</translation>
    </message>
    <message>
        <source>The config list selects no layer to prune.</source>
        <translation>配置列表未选择任何要剪枝的层。</translation>
    </message>
    <message>
        <source>The selected layers lose %1 of their weights, the last of them at the start of epoch %2 of %3.</source>
        <translation>所选层将失去 %1 的权重，最后一次剪枝在第 %2 轮（共 %3 轮）开始时进行。</translation>
    </message>
    <message>
        <source>%1 by the start of epoch %2 of %3</source>
        <extracomment>Under the curve of the sparsity, one short line: &quot;50.0 % by the start of epoch 9 of 10&quot;.</extracomment>
        <translation>到第 %2 轮（共 %3 轮）开始时达到 %1</translation>
    </message>
</context>
<context>
    <name>espalier::ui::SessionDocument</name>
    <message>
        <source>Choose algorithm %1</source>
        <translation>选择算法 %1</translation>
    </message>
    <message>
        <source>Choose profile %1</source>
        <translation>选择规则集 %1</translation>
    </message>
    <message>
        <source>Set seed to %1</source>
        <translation>将种子设为 %1</translation>
    </message>
    <message>
        <source>Choose data</source>
        <translation>选择数据</translation>
    </message>
    <message>
        <source>Edit training options</source>
        <translation>编辑训练选项</translation>
    </message>
    <message>
        <source>Set input shape</source>
        <translation>设置输入形状</translation>
    </message>
    <message>
        <source>Load weights from %1</source>
        <translation>从 %1 加载权重</translation>
    </message>
    <message numerus="yes">
        <source>Prune %n layer(s)</source>
        <translation>
            <numerusform>对 %n 个层剪枝</numerusform>
        </translation>
    </message>
    <message>
        <source>Take over run %1</source>
        <translation>采用运行 %1</translation>
    </message>
    <message numerus="yes">
        <source>Keep multiples of %n channel(s)</source>
        <translation>
            <numerusform>通道数保持 %n 的倍数</numerusform>
        </translation>
    </message>
    <message>
        <source>Shrink to %1 parameters</source>
        <translation>缩小到 %1 个参数</translation>
    </message>
    <message>
        <source>Choose mode %1</source>
        <translation>选择模式 %1</translation>
    </message>
    <message>
        <source>Set %1</source>
        <extracomment>A parameter of the algorithm or the schedule: &quot;Set batches&quot;.</extracomment>
        <translation>设置 %1</translation>
    </message>
    <message>
        <source>Choose no sparsity schedule</source>
        <translation>不使用稀疏度调度</translation>
    </message>
    <message>
        <source>Choose sparsity schedule %1</source>
        <translation>选择稀疏度调度 %1</translation>
    </message>
    <message>
        <source>Prune through reductions</source>
        <translation>穿过归约剪枝</translation>
    </message>
    <message>
        <source>Prune around reductions</source>
        <translation>绕过归约剪枝</translation>
    </message>
    <message>
        <source>Use run %1</source>
        <translation>使用运行 %1</translation>
    </message>
</context>
<context>
    <name>espalier::ui::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Docks</source>
        <translation>停靠面板</translation>
    </message>
    <message>
        <source>Layer tree</source>
        <translation>层树</translation>
    </message>
    <message>
        <source>Exclude the selected layers, or take the exclusion back</source>
        <translation>排除所选层，或取消排除</translation>
    </message>
    <message>
        <source>Edit the sparsity in place</source>
        <translation>就地编辑稀疏度</translation>
    </message>
    <message>
        <source>Select every layer that the filter leaves</source>
        <translation>选择筛选后剩下的所有层</translation>
    </message>
    <message>
        <source>Sparsity sliders and cuts</source>
        <translation>稀疏度滑块与切割线</translation>
    </message>
    <message>
        <source>Move by 1 %</source>
        <translation>移动 1 %</translation>
    </message>
    <message>
        <source>Move by 10 %</source>
        <translation>移动 10 %</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Zoom in and out</source>
        <translation>放大和缩小</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>espalier::ui::SparsityBarDelegate</name>
    <message>
        <source>Sparsity in percent</source>
        <translation>稀疏度（百分比）</translation>
    </message>
    <message>
        <source>not set</source>
        <comment>no sparsity yet</comment>
        <translation>未设置</translation>
    </message>
</context>
<context>
    <name>espalier::ui::SparsityDock</name>
    <message>
        <source>Every layer lost what was asked for.</source>
        <translation>每一层的移除量都与要求相同。</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) lost something else than what was asked for.</source>
        <translation>
            <numerusform>%n 层的移除量与要求不同。</numerusform>
        </translation>
    </message>
    <message>
        <source>The config list has changed since: prune again to see what it gives.</source>
        <translation>配置列表此后已更改：重新剪枝即可看到其结果。</translation>
    </message>
    <message>
        <source>Nothing is pruned yet. What each layer gives up, beside what was asked of it, is listed here.</source>
        <translation>尚未剪枝。每层的实际移除量与要求的移除量将在此列出。</translation>
    </message>
    <message>
        <source>What each layer gives up, beside what was asked of it, is listed here after pruning.</source>
        <translation>剪枝后，每层的实际移除量与要求的移除量将在此列出。</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>剪枝</translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation>稀疏度</translation>
    </message>
    <message>
        <source>Requested and achieved sparsity of the layers</source>
        <translation>各层要求的与实际的稀疏度</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>另存为 CSV</translation>
    </message>
    <message>
        <source>Writes the table, in the order of the network</source>
        <translation>按网络中的顺序写出表格</translation>
    </message>
    <message>
        <source>Save the sparsity of the layers</source>
        <translation>保存各层的稀疏度</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>表格 (*.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>Write elsewhere…</source>
        <translation>写到别处…</translation>
    </message>
    <message>
        <source>The table was written to %1.</source>
        <translation>表格已写入 %1。</translation>
    </message>
    <message>
        <source>What was pruned has been cut out: the smaller network has no masks. With an entry in the config list it can be pruned further.</source>
        <translation>剪掉的部分已被切除：缩小后的网络没有掩码。在配置列表中添加条目即可继续剪枝。</translation>
    </message>
</context>
<context>
    <name>espalier::ui::SparsityEdit</name>
    <message>
        <source>&#xa0;%</source>
        <extracomment>Behind a number in a spin box: &quot;50.0 %&quot;. Begins with a no-break space.</extracomment>
        <translation>&#xa0;%</translation>
    </message>
    <message>
        <source>Drag to set the sparsity. Arrow keys move by 1 %, with Shift by 10 %. Double click types a number.</source>
        <translation>拖动可设置稀疏度。方向键每次调整 1%，按住 Shift 每次调整 10%。双击可输入数值。</translation>
    </message>
</context>
<context>
    <name>espalier::ui::SparsityLegend</name>
    <message>
        <source>sparsity %1</source>
        <extracomment>Left end of a colour scale; %1 is 0 %.</extracomment>
        <translation>稀疏度 %1</translation>
    </message>
    <message>
        <source>Colours from %1 to %2</source>
        <translation>颜色从%1到 %2</translation>
    </message>
    <message>
        <source>The colour of a bar says which share of the layer is removed, whatever its length</source>
        <translation>条形的颜色表示该层被移除的比例，与长度无关</translation>
    </message>
</context>
<context>
    <name>espalier::ui::SpeedupDialog</name>
    <message>
        <source>Shrinking the network</source>
        <translation>正在缩小网络</translation>
    </message>
    <message>
        <source>Shrink the network</source>
        <translation>缩小网络</translation>
    </message>
    <message>
        <source>Progress of shrinking</source>
        <translation>缩小进度</translation>
    </message>
    <message>
        <source>&amp;Save files…</source>
        <translation>保存文件(&amp;S)…</translation>
    </message>
    <message>
        <source>TorchScript, state dict, recipe, and a Python program that rebuilds it from the original module</source>
        <translation>TorchScript、state dict、配方，以及从原始模块重建它的 Python 程序</translation>
    </message>
    <message>
        <source>&amp;Go on with the smaller network</source>
        <translation>继续使用缩小后的网络(&amp;G)</translation>
    </message>
    <message>
        <source>It becomes the current model, as one undo step: fine-tune and export it</source>
        <translation>它成为当前模型（一个撤销步骤）：可微调并导出</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>取消(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Waiting for other work to end</source>
        <translation>等待其他工作结束</translation>
    </message>
    <message>
        <source>Nothing was made smaller.</source>
        <translation>没有任何部分变小。</translation>
    </message>
    <message>
        <source>On real inputs the smaller network differs from the masked one; see the comparison below.</source>
        <translation>在真实输入上，缩小后的网络与带掩码的网络有差异；见下方比较。</translation>
    </message>
    <message>
        <source>Cancelled; the open model is as it was.</source>
        <translation>已取消；打开的模型未改变。</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Save the smaller network</source>
        <translation>保存缩小后的网络</translation>
    </message>
    <message>
        <source>TorchScript (*.pt)</source>
        <translation>TorchScript (*.pt)</translation>
    </message>
    <message>
        <source>%1 is the file that is open; the smaller network needs another name.</source>
        <translation>%1 是当前打开的文件；缩小后的网络需要另一个名称。</translation>
    </message>
    <message>
        <source>Wrote %1 to %2.</source>
        <translation>已将 %1 写入 %2。</translation>
    </message>
    <message>
        <source>Model or masks have changed since: shrink again, or save the files.</source>
        <translation>模型或掩码已改变：请重新缩小，或保存文件。</translation>
    </message>
    <message>
        <source>Saving the smaller network</source>
        <translation>正在保存缩小后的网络</translation>
    </message>
    <message>
        <source>Cancelled; no file was written.</source>
        <translation>已取消，未写入任何文件。</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>重新保存</translation>
    </message>
</context>
<context>
    <name>espalier::ui::SpeedupResultView</name>
    <message>
        <source>The network before and after</source>
        <translation>缩小前后的网络</translation>
    </message>
    <message>
        <source>Every layer before and after</source>
        <translation>缩小前后的每一层</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>MACs</source>
        <translation>MACs</translation>
    </message>
    <message>
        <source>Time before</source>
        <translation>之前耗时</translation>
    </message>
    <message>
        <source>Time after</source>
        <translation>之后耗时</translation>
    </message>
    <message>
        <source>MACs, one sample</source>
        <translation>MACs（每个样本）</translation>
    </message>
    <message>
        <source>Tensors, in memory</source>
        <translation>张量（内存）</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <extracomment>A number before and after: &quot;64 → 32&quot;.</extracomment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Compared with the masked network: on random inputs outputs differ by at most %1 (relative %2).</source>
        <translation>与带掩码的网络比较：在随机输入上输出最大相差 %1（相对 %2）。</translation>
    </message>
    <message>
        <source>On %1 test images by at most %2 (relative %3); %4 get the same answer.</source>
        <translation>在 %1 张测试图像上最大相差 %2（相对 %3）；%4 张得到相同结果。</translation>
    </message>
    <message>
        <source>Not compared on the data: %1</source>
        <translation>未在数据上比较：%1</translation>
    </message>
    <message>
        <source>A training step on it works.</source>
        <translation>可在其上正常训练一步。</translation>
    </message>
    <message>
        <source>It has nothing that can be trained.</source>
        <translation>其中没有可训练的部分。</translation>
    </message>
    <message>
        <source>%1 times as fast, measured; its multiply-accumulates alone would allow %2 times (%3 of that is reached).</source>
        <translation>实测速度为 %1 倍；仅按乘加运算量可达 %2 倍（达到其 %3）。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Latency, batch of %1, threads: %2</source>
        <translation>延迟，批大小 %1，线程数 %2</translation>
    </message>
</context>
<context>
    <name>espalier::ui::StartPage</name>
    <message>
        <source>Espalier</source>
        <translation>Espalier</translation>
    </message>
    <message>
        <source>Open a trained network, choose what to prune, watch what it costs, fine-tune, export.</source>
        <translation>打开训练好的网络，选择剪枝对象，查看代价，然后微调并导出。</translation>
    </message>
    <message>
        <source>Drop a model or a session here</source>
        <translation>将模型或会话拖放到此处</translation>
    </message>
    <message>
        <source>TorchScript models (.pt) and Espalier sessions (.espalier). A state dict (.pth) is loaded into an open model: Model &gt; Load weights.</source>
        <translation>TorchScript 模型（.pt）和 Espalier 会话（.espalier）。状态字典（.pth）须加载到已打开的模型中：模型 &gt; 加载权重。</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>打开模型…</translation>
    </message>
    <message>
        <source>Open the example</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>The example is a small residual network, trained on Fashion-MNIST, with a config list that prunes half of every convolution.</source>
        <translation>示例是一个在 Fashion-MNIST 上训练的小型残差网络，其配置列表将每个卷积层剪去一半。</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近使用</translation>
    </message>
</context>
<context>
    <name>espalier::ui::StepBar</name>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>not done yet</source>
        <translation>未完成</translation>
    </message>
</context>
<context>
    <name>espalier::ui::TrainingDock</name>
    <message>
        <source>Fine-tuning</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>No data set is chosen. Fine-tuning needs labelled images to train and test on.</source>
        <translation>尚未选择数据集。微调需要带标签的图像用于训练和测试。</translation>
    </message>
    <message>
        <source>Masks are not up to date: the run uses those that were made before the last edit of the config list.</source>
        <translation>掩码不是最新的：训练将使用上次编辑配置列表之前生成的掩码。</translation>
    </message>
    <message numerus="yes">
        <source>Masks are not up to date: the config list selects %n layer(s), but nothing is pruned yet. The run uses the dense network.</source>
        <translation>
            <numerusform>掩码不是最新的：配置列表选中了 %n 个层，但尚未剪枝。训练将使用稠密网络。</numerusform>
        </translation>
    </message>
    <message>
        <source>Use the best checkpoint</source>
        <translation>使用最佳检查点</translation>
    </message>
    <message>
        <source>The run is finished, but model or masks have changed since it began: they stay as they are now.</source>
        <translation>训练已完成，但模型或掩码在训练开始后已有改动，因此保持现状。</translation>
    </message>
    <message>
        <source>Use its result</source>
        <translation>使用训练结果</translation>
    </message>
    <message>
        <source>Stopped before the first epoch was finished: there is no checkpoint to use.</source>
        <translation>在第一轮完成之前停止：没有可用的检查点。</translation>
    </message>
    <message>
        <source>Stopped. No epoch was better than the start with its accuracy of %1.</source>
        <translation>已停止。没有任何一轮优于初始准确率 %1。</translation>
    </message>
    <message>
        <source>Stopped. The best checkpoint is that of epoch %1 with an accuracy of %2.</source>
        <translation>已停止。最佳检查点来自第 %1 轮，准确率 %2。</translation>
    </message>
    <message>
        <source>Run %1 is finished. No epoch was better than the start: the weights stay as they were, accuracy %2.</source>
        <translation>运行 %1 已完成。没有任何一轮优于初始状态：权重保持不变，准确率 %2。</translation>
    </message>
    <message>
        <source>Run %1 is now the current model: accuracy %2 (%3), best epoch %4, trained in %5.</source>
        <translation>运行 %1 已成为当前模型：准确率 %2（%3），最佳为第 %4 轮，训练用时 %5。</translation>
    </message>
    <message>
        <source>Stopped before the first batch.</source>
        <translation>在第一个批次之前停止。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>A model is fine-tuned here. Open one to begin.</source>
        <translation>此处用于微调模型。请先打开模型。</translation>
    </message>
    <message>
        <source>Choose the data to train on. Loss and accuracy are drawn here while a run goes on.</source>
        <translation>请选择训练数据。训练过程中会在此绘制损失和准确率曲线。</translation>
    </message>
    <message>
        <source>Loss and accuracy are drawn here while a run goes on.</source>
        <translation>训练过程中会在此绘制损失和准确率曲线。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message numerus="yes">
        <source>Fine-tune %n epoch(s)</source>
        <translation>
            <numerusform>微调 %n 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>Trains the masked model in the background and makes the best epoch the current model</source>
        <translation>在后台训练带掩码的模型，并将最佳的一轮设为当前模型</translation>
    </message>
    <message>
        <source>Fixed when this run began: %1. Edits are for the next run.</source>
        <translation>本次训练开始时已固定：%1。编辑将用于下一次训练。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Goes on where the run was paused</source>
        <translation>从暂停处继续训练</translation>
    </message>
    <message>
        <source>Lets the run wait after the batch that is being trained</source>
        <translation>当前批次训练完后暂停</translation>
    </message>
    <message>
        <source>Prunes the network while it trains in the background and makes the best epoch at the full sparsity the current model</source>
        <translation>在后台训练的同时对网络剪枝，并将达到全部稀疏度后的最佳一轮作为当前模型</translation>
    </message>
    <message numerus="yes">
        <source>Prune and fine-tune %n epoch(s)</source>
        <translation>
            <numerusform>剪枝并微调 %n 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>No epoch is finished yet, so that nothing of the run would be kept.</source>
        <translation>尚未完成任何一轮，因此本次运行不会留下任何结果。</translation>
    </message>
    <message>
        <source>No epoch so far is a checkpoint to use, so that nothing of the run would be kept.</source>
        <translation>到目前为止没有可用的检查点，因此本次运行不会留下任何结果。</translation>
    </message>
    <message>
        <source>Stop the run?</source>
        <translation>停止本次运行？</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>The schedule begins with the dense network: what is pruned now is given up, and comes back with Undo.</source>
        <translation>调度从稠密网络开始：现有的剪枝结果将被放弃，可通过撤销恢复。</translation>
    </message>
    <message>
        <source>Stops after the batch that is being trained; the best checkpoint is offered, once an epoch is finished</source>
        <translation>在当前批次训练完后停止；至少完成一轮后，会提供最佳检查点</translation>
    </message>
</context>
<context>
    <name>espalier::ui::TrainingForm</name>
    <message>
        <source>Pad and crop</source>
        <translation>填充裁剪</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>Passes over the training data</source>
        <translation>遍历训练数据的次数</translation>
    </message>
    <message>
        <source>Images per step of the optimizer</source>
        <translation>优化器每一步使用的图像数</translation>
    </message>
    <message>
        <source>Learning rate that the schedule starts from; with one cycle the highest one</source>
        <translation>调度的初始学习率；使用单周期调度时为最高学习率</translation>
    </message>
    <message>
        <source>How the learning rate changes over the run</source>
        <translation>学习率在训练过程中的变化方式</translation>
    </message>
    <message>
        <source>What turns gradients into steps</source>
        <translation>将梯度转换为更新步的方法</translation>
    </message>
    <message>
        <source>L2 penalty; with AdamW decoupled from the gradient</source>
        <translation>L2 惩罚；使用 AdamW 时与梯度解耦</translation>
    </message>
    <message>
        <source>Pads each image with black and cuts out its size at random</source>
        <translation>用黑色填充每张图像的四周，再随机裁剪出原尺寸</translation>
    </message>
    <message>
        <source>Mirrors every second image left to right, at random</source>
        <translation>随机将半数图像左右翻转</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Rate schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>What each step keeps of the one before</source>
        <translation>每一步保留上一步的比例</translation>
    </message>
    <message>
        <source>Adam and AdamW have averages of their own instead of a momentum</source>
        <translation>Adam 和 AdamW 使用自身的滑动平均，不使用动量</translation>
    </message>
    <message>
        <source>Nesterov momentum</source>
        <translation>Nesterov 动量</translation>
    </message>
    <message>
        <source>Takes the gradient a step ahead, where the momentum leads</source>
        <translation>在动量所指的下一步位置计算梯度</translation>
    </message>
    <message>
        <source>Needs a momentum above 0</source>
        <translation>需要大于 0 的动量</translation>
    </message>
    <message>
        <source>Belongs to SGD with momentum</source>
        <translation>仅适用于带动量的 SGD</translation>
    </message>
</context>
<context>
    <name>espalier::ui::TrainingHistoryModel</name>
    <message>
        <source>best so far</source>
        <translation>目前最佳</translation>
    </message>
    <message>
        <source>Pass over the training data</source>
        <translation>对训练数据的一次完整遍历</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Mean cross entropy over the epoch&apos;s batches, in nats</source>
        <translation>该轮各批次交叉熵的平均值，单位为奈特</translation>
    </message>
    <message>
        <source>Train loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Mean accuracy over the epoch&apos;s batches</source>
        <translation>该轮各批次准确率的平均值</translation>
    </message>
    <message>
        <source>Train accuracy</source>
        <translation>训练准确率</translation>
    </message>
    <message>
        <source>Cross entropy on the test data after the epoch, in nats</source>
        <translation>该轮之后在测试数据上的交叉熵，单位为奈特</translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation>测试损失</translation>
    </message>
    <message>
        <source>Accuracy on the test data after the epoch</source>
        <translation>该轮之后在测试数据上的准确率</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Learning rate of the epoch&apos;s last batch</source>
        <translation>该轮最后一个批次的学习率</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Masked parameters of all parameters</source>
        <translation>被掩码的参数占全部参数的比例</translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation>稀疏度</translation>
    </message>
    <message>
        <source>Time for training and measuring</source>
        <translation>训练和测量用时</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Epochs that had the highest test accuracy when they ended</source>
        <translation>结束时测试准确率为当时最高的轮次</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
</context>
<context>
    <name>espalier::ui::TrainingView</name>
    <message>
        <source>Epoch %1</source>
        <translation>轮次 %1</translation>
    </message>
    <message>
        <source>Dense %1</source>
        <extracomment>Legend of the dashed line: the dense network&apos;s accuracy.</extracomment>
        <translation>稠密 %1</translation>
    </message>
    <message>
        <source>Opening the data</source>
        <translation>正在打开数据</translation>
    </message>
    <message>
        <source>Measuring the accuracy before training</source>
        <translation>正在测量训练前的准确率</translation>
    </message>
    <message>
        <source>Epoch %1/%2</source>
        <translation>第 %1/%2 轮</translation>
    </message>
    <message>
        <source>Epoch %1/%2: measuring the accuracy</source>
        <translation>第 %1/%2 轮：正在测量准确率</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n epoch(s) done</source>
        <translation>
            <numerusform>已完成 %1 轮，共 %n 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 samples/s</source>
        <translation>%1 样本/秒</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>No epoch is finished yet.</source>
        <translation>尚未完成任何一轮。</translation>
    </message>
    <message>
        <source>Show the epochs as a table</source>
        <translation>以表格显示各轮数据</translation>
    </message>
    <message>
        <source>Epochs of the run</source>
        <translation>该运行的各轮数据</translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <source>Loss over the epochs</source>
        <translation>损失随轮次的变化</translation>
    </message>
    <message>
        <source>Accuracy over the epochs</source>
        <translation>准确率随轮次的变化</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Loss (nats)</source>
        <translation>损失（奈特）</translation>
    </message>
    <message>
        <source>Accuracy (%)</source>
        <translation>准确率（%）</translation>
    </message>
    <message>
        <source>Sparsity (%)</source>
        <translation>稀疏度（%）</translation>
    </message>
    <message>
        <source>Training</source>
        <extracomment>Legend: mean over an epoch of training.</extracomment>
        <translation>训练</translation>
    </message>
    <message>
        <source>Test</source>
        <extracomment>Legend: measured on the test data.</extracomment>
        <translation>测试</translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation>稀疏度</translation>
    </message>
    <message>
        <source>Batch</source>
        <extracomment>Legend: the moving average over the batches.</extracomment>
        <translation>批次</translation>
    </message>
    <message>
        <source>Paused before the first epoch</source>
        <translation>已暂停：第一轮尚未开始</translation>
    </message>
    <message>
        <source>Paused in epoch %1/%2</source>
        <translation>已暂停：第 %1/%2 轮</translation>
    </message>
</context>
<context>
    <name>espalier::ui::WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Compress</source>
        <translation>压缩(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Docks</source>
        <translation>停靠面板(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Go to dock</source>
        <translation>转到停靠面板(&amp;G)</translation>
    </message>
</context>
</TS>
