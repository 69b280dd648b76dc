// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/layer_limit_edit.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

#include "ui/config_editor/config_edits.h"
#include "ui/config_editor/config_entry_content.h"
#include "ui/config_editor/wheel_guard.h"
#include "ui/document/total_sparsity.h"

namespace espalier::ui {

namespace {

constexpr double kSmallestPercent = 0.1;
constexpr double kLargestPercent = 100.0;
constexpr double kFirstLimit = 0.9; ///< unless the total asks for more

} // namespace

LayerLimitEdit::LayerLimitEdit(QWidget* parent)
    : QWidget(parent)
    , m_limited(new QCheckBox(this))
    , m_limit(new QDoubleSpinBox(this))
{
    m_limited->setObjectName(QStringLiteral("layerLimitCheckBox"));
    m_limit->setObjectName(QStringLiteral("layerLimitSpinBox"));
    m_limit->setRange(kSmallestPercent, kLargestPercent);
    m_limit->setDecimals(1);
    m_limit->setAlignment(Qt::AlignRight);
    m_limit->setKeyboardTracking(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_limited, 1);
    layout->addWidget(m_limit);
    guardWheel(m_limit);
    connect(m_limited, &QCheckBox::toggled, this, &LayerLimitEdit::takeChecked);
    connect(m_limit, &QDoubleSpinBox::valueChanged, this, &LayerLimitEdit::takeNumber);
    connect(m_limit, &QDoubleSpinBox::editingFinished, this, [this] { m_mergeKey = 0; });
    retranslate();
}

void LayerLimitEdit::setContent(int number, const ConfigEntryContent& content)
{
    const ConfigEntry& entry = content.entry;
    const auto limit = entry.maxSparsityPerLayer;
    m_byLayer = !entry.maxSparsityByLayer.empty();
    m_counts = content.total;
    m_total = requestedSparsity(entry).value_or(0);
    setVisible(requestedSparsity(entry) && !entry.excludes() && (m_counts || limit || m_byLayer));
    setEnabled(entry.enabled && !m_byLayer);
    m_limit->setEnabled(limit.has_value());
    const QSignalBlocker noCheck(m_limited);
    const QSignalBlocker noNumber(m_limit);
    m_limited->setChecked(limit || m_byLayer);
    const double percent = std::clamp(limit.value_or(kFirstLimit) * 100.0, kSmallestPercent, kLargestPercent);
    // Setting the same number again would discard what is being typed.
    if (std::lround(m_limit->value() * 10) != std::lround(percent * 10))
        m_limit->setValue(percent);
    m_limited->setAccessibleName(tr("Limit of each layer of entry %1").arg(number));
    m_limit->setAccessibleName(tr("Largest sparsity of a layer of entry %1 in per cent").arg(number));
    refreshToolTip();
}

void LayerLimitEdit::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void LayerLimitEdit::retranslate()
{
    //: A check box before a percentage: no layer loses more than so much.
    m_limited->setText(tr("At most per layer"));
    //: Behind a number in a spin box: "90.0 %". Begins with a no-break space.
    m_limit->setSuffix(tr("\u00a0%"));
    refreshToolTip();
}

void LayerLimitEdit::refreshToolTip()
{
    setToolTip(m_byLayer  ? tr("The list limits single layers by name; the text has the numbers.")
               : m_counts ? tr("No layer loses a larger share than this, however unimportant its units are "
                               "(max_sparsity_per_layer).")
                          : tr("A limit per layer counts only where all layers are chosen from together."));
}

void LayerLimitEdit::takeChecked(bool checked)
{
    Q_EMIT limitChanged(checked ? std::optional(std::max(kFirstLimit, m_total)) : std::nullopt, 0);
}

void LayerLimitEdit::takeNumber(double percent)
{
    if (m_mergeKey == 0)
        m_mergeKey = newMergeKey();
    // By way of whole numbers, so that 33.3 % becomes 0.333 and not 0.33299999999999996.
    Q_EMIT limitChanged(std::round(percent * 10.0) / 1000.0, m_mergeKey);
}

} // namespace espalier::ui
