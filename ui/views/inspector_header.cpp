// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/inspector_header.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <filesystem>

#include "ui/config_editor/config_edits.h"
#include "ui/config_editor/elided_label.h"
#include "ui/document/session_document.h"
#include "ui/theme/theme_manager.h"
#include "ui/views/inspected_layer.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

const QString kSeparator = QStringLiteral("\u00a0\u00b7 "); // lines end with the dot

/// "1", or "2x1" where the directions differ.
QString sizesText(const std::vector<std::int64_t>& sizes)
{
    const bool same = std::all_of(sizes.begin(), sizes.end(), [&](std::int64_t size) { return size == sizes.front(); });
    return same ? QString::number(sizes.front()) : QString::fromStdString(shapeText(sizes));
}

/// Facts are wrapped between, not within.
QString unbroken(QString fact)
{
    return fact.replace(QLatin1Char(' '), QChar(QChar::Nbsp));
}

} // namespace

InspectorHeader::InspectorHeader(QWidget* parent)
    : QWidget(parent)
    , m_title(new ElidedLabel(this))
    , m_facts(new QLabel(this))
    , m_overview(new QToolButton(this))
{
    m_title->setObjectName(QStringLiteral("inspectorTitleLabel"));
    m_facts->setObjectName(QStringLiteral("inspectorFactsLabel"));
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_overview->setObjectName(QStringLiteral("overviewToolButton"));
    m_overview->setAutoRaise(true);
    m_overview->setFocusPolicy(Qt::TabFocus);
    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_title, 1);
    top->addWidget(m_overview);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addWidget(m_facts);
    connect(m_overview, &QToolButton::clicked, this, &InspectorHeader::overviewRequested);
    connect(m_facts, &QLabel::linkActivated, this,
            [this](const QString& link) { Q_EMIT entryRequested(link.toInt()); });
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &InspectorHeader::retranslate);
    retranslate();
}

QString InspectorHeader::title() const
{
    return m_title->text();
}

void InspectorHeader::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void InspectorHeader::retranslate()
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_overview->setText(tr("Whole network"));
    m_overview->setToolTip(tr("Shows how the weight lies in the layers of the network."));
    m_overview->setAccessibleName(m_overview->text());
    m_overview->setIcon(ThemeManager::icon(QStringLiteral("go-up")));
    m_overview->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
}

void InspectorHeader::showLayer(const InspectedLayer& layer, const ConfigList& list)
{
    m_title->setText(layer.info.name.empty() ? layer.opType() : layer.name());
    m_overview->show();
    QStringList facts{layer.opType()};
    if (const auto shape = layer.info.weightShape())
        facts.append(tr("weight %1").arg(QString::fromStdString(shapeText(*shape))));
    if (!layer.info.stride.empty())
        facts.append(tr("stride %1").arg(sizesText(layer.info.stride)));
    if (layer.info.groups > 1 || (!layer.info.stride.empty() && layer.info.weightShape()))
        facts.append(tr("%n group(s)", nullptr, static_cast<int>(layer.info.groups)));
    facts.append(tr("%1 parameters").arg(countText(layer.info.parameterCount)));
    if (layer.info.macs.value_or(0) > 0)
        facts.append(tr("%1 MACs").arg(shortCountText(*layer.info.macs)));
    if (layer.mask)
        facts.append((layer.mask.previewed ? tr("%1 removed (preview)") : tr("%1 removed"))
                         .arg(percentText(layer.mask.removedShare)));
    const auto& entry = layer.resolved.pruningEntry;
    if (!entry || *entry >= list.size()) {
        if (layer.weight.isEmpty() || !layer.source.isEmpty())
            return setFacts(facts, {}, -1);
        return setFacts(facts, tr("no entry of the config list prunes it"), -1);
    }
    const QString selector = selectorText(list[*entry]);
    const auto number = static_cast<int>(*entry) + 1;
    if (list[*entry].excludes())
        return setFacts(facts, tr("entry %1 (%2) excludes it").arg(number).arg(selector), number - 1);
    if (layer.resolved.totalSparsity)
        return setFacts(facts,
                        tr("entry %1 (%2) asks for %3 of all layers together")
                            .arg(QString::number(number), selector, percentText(*layer.resolved.totalSparsity)),
                        number - 1);
    setFacts(facts,
             tr("entry %1 (%2) asks for %3")
                 .arg(QString::number(number), selector, percentText(layer.resolved.sparsity.value_or(0.0))),
             number - 1);
}

void InspectorHeader::showNetwork(const SessionDocument& document, qsizetype selected)
{
    const auto model = document.model();
    if (model == nullptr)
        return;
    const QString file = QString::fromStdString(document.session().modelPath.filename().string());
    m_title->setText(selected > 1 ? tr("%n layer(s) selected", nullptr, static_cast<int>(selected)) : file);
    m_overview->hide();
    QStringList facts;
    if (selected > 1)
        facts.append(file);
    facts.append(tr("%n layer(s)", nullptr, static_cast<int>(model->layers().size())));
    facts.append(tr("%1 parameters").arg(countText(model->parameterCount())));
    if (model->macs())
        facts.append(tr("%1 MACs").arg(shortCountText(*model->macs())));
    setFacts(facts, {}, -1);
}

void InspectorHeader::setFacts(const QStringList& facts, const QString& ruling, int entry)
{
    QStringList texts;
    QStringList rich;
    for (const QString& fact : facts) {
        texts.append(fact);
        rich.append(unbroken(fact).toHtmlEscaped());
    }
    if (!ruling.isEmpty()) {
        texts.append(ruling);
        rich.append(entry < 0 ? ruling.toHtmlEscaped()
                              : QStringLiteral("<a href=\"%1\">%2</a>").arg(entry).arg(ruling.toHtmlEscaped()));
    }
    m_plainFacts = texts.join(kSeparator);
    m_facts->setText(rich.join(kSeparator));
    m_facts->setAccessibleName(m_plainFacts);
}

} // namespace espalier::ui
