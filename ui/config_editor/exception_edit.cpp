// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/exception_edit.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/config_editor/config_entry_content.h"
#include "ui/config_editor/layer_name_list.h"
#include "ui/config_editor/name_pattern_edit.h"
#include "ui/widgets/chip_bar.h"

namespace espalier::ui {

namespace {

constexpr int kIndent = 8;
constexpr qsizetype kNamesInToolTip = 20;

QStringList textsOf(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list.append(QString::fromStdString(text));
    return list;
}

} // namespace

ExceptionEdit::ExceptionEdit(QWidget* parent)
    : QWidget(parent)
    , m_count(new QLabel(this))
    , m_types(new ChipBar(this))
    , m_names(new LayerNameList(LayerNameList::Purpose::Exceptions, this))
    , m_patterns(new NamePatternEdit(NamePatternEdit::Purpose::Exceptions, this))
{
    setObjectName(QStringLiteral("exceptionEdit"));
    m_count->setObjectName(QStringLiteral("exceptedCountLabel"));
    m_count->setTextFormat(Qt::PlainText);
    m_count->setWordWrap(true);
    m_types->setObjectName(QStringLiteral("exceptedTypesChipBar"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kIndent, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_count);
    layout->addWidget(m_types);
    layout->addWidget(m_names);
    layout->addWidget(m_patterns);
    connect(m_types, &ChipBar::selectionChanged, this, &ExceptionEdit::takeTypes);
    connect(m_names, &LayerNameList::removeRequested, this,
            [this](const QString& name) { propose(readmitLayer(m_entry, m_number, name)); });
    connect(m_patterns, &NamePatternEdit::patternsChanged, this,
            [this](const QStringList& patterns) { propose(setExceptedPatterns(m_entry, m_number, patterns)); });
    connect(m_patterns, &NamePatternEdit::abandoned, this, &ExceptionEdit::refresh);
    retranslate();
}

void ExceptionEdit::setContent(int number, const ConfigEntryContent& content)
{
    m_number = number;
    m_entry = content.entry;
    m_excepted = content.excepted;
    m_typeCounts = content.exceptedOfTypes;
    refresh();
}

void ExceptionEdit::beginPatterns()
{
    show();
    m_patterns->begin();
}

void ExceptionEdit::exceptLayers(const QStringList& layers)
{
    propose(ui::exceptLayers(m_entry, m_number, layers));
}

void ExceptionEdit::setTypeExcepted(const QString& type, bool excepted)
{
    propose(ui::setTypeExcepted(m_entry, m_number, type, excepted));
}

void ExceptionEdit::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ExceptionEdit::propose(const EntryEdit& edit)
{
    if (!edit.text.isEmpty())
        Q_EMIT edited(edit);
}

/// All chips are on: one that is clicked goes.
void ExceptionEdit::takeTypes(const QStringList& types)
{
    for (const QString& type : textsOf(m_entry.excludeOpTypes)) {
        if (!types.contains(type))
            return setTypeExcepted(type, false);
    }
}

void ExceptionEdit::retranslate()
{
    m_types->setAccessibleName(tr("Op types that the entry leaves out"));
    refresh();
}

void ExceptionEdit::refresh()
{
    const auto layers = static_cast<int>(m_excepted.size());
    //: The op types, layers or patterns follow below.
    m_count->setText(layers == 0 ? tr("Except, which leaves out no layer:")
                                 : tr("Except %n layer(s):", nullptr, layers));
    QStringList names = m_excepted.mid(0, kNamesInToolTip);
    if (m_excepted.size() > kNamesInToolTip)
        names.append(QStringLiteral("\u2026"));
    m_count->setToolTip(names.join(QLatin1Char('\n')));
    m_count->setVisible(m_entry.hasExceptions());
    refreshTypes();
    m_names->setNames(textsOf(m_entry.excludeOpNames));
    m_patterns->setPatterns(m_entry.excludeOpNamesRe.empty() ? std::nullopt : std::optional(m_entry.excludeOpNamesRe));
    setVisible(m_entry.hasExceptions() || !m_patterns->isHidden());
}

void ExceptionEdit::refreshTypes()
{
    const QStringList types = textsOf(m_entry.excludeOpTypes);
    QList<ChipBar::Chip> chips;
    for (qsizetype i = 0; i < types.size(); ++i)
        chips.append(
            {types[i], types[i],
             tr("%n layer(s) of this type are left out; click to select them again", nullptr, m_typeCounts.value(i)),
             true});
    m_types->setChips(chips);
    m_types->setSelected(types);
    m_types->setVisible(!chips.isEmpty());
}

} // namespace espalier::ui
