// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/name_pattern_edit.h"

#include <QEvent>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

#include "ui/config_editor/pasted_entries.h"

namespace espalier::ui {

namespace {

bool hasBlank(const QString& text)
{
    return text.isEmpty() || std::any_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
}

/// A config list that is pasted means the list, wherever the cursor is.
class PatternLine final : public QLineEdit
{
public:
    using QLineEdit::QLineEdit;

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (pastesEntries(*event))
            event->ignore();
        else
            QLineEdit::keyPressEvent(event);
    }
};

} // namespace

NamePatternEdit::NamePatternEdit(Purpose purpose, QWidget* parent)
    : QWidget(parent)
    , m_purpose(purpose)
    , m_label(new QLabel(this))
    , m_edit(new PatternLine(this))
{
    const bool selects = purpose == Purpose::Selection;
    setObjectName(selects ? QStringLiteral("namePatternEdit") : QStringLiteral("exceptedPatternEdit"));
    m_edit->setObjectName(selects ? QStringLiteral("namePatternLineEdit") : QStringLiteral("exceptedPatternLineEdit"));
    m_label->setObjectName(selects ? QStringLiteral("namePatternLabel") : QStringLiteral("exceptedPatternLabel"));
    m_label->setBuddy(m_edit);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_label);
    layout->addWidget(m_edit, 1);
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::editingFinished, this, &NamePatternEdit::take);
    retranslate();
    hide();
}

void NamePatternEdit::setPatterns(const std::optional<std::vector<std::string>>& patterns)
{
    QStringList list;
    for (const std::string& pattern : patterns.value_or(std::vector<std::string>{}))
        list.append(QString::fromStdString(pattern));
    if (list != m_patterns || !m_edit->hasFocus()) {
        m_patterns = list;
        m_blanks = std::any_of(list.begin(), list.end(), hasBlank);
        m_edit->setText(list.join(QLatin1Char(' ')));
        m_edit->setReadOnly(m_blanks);
    }
    setVisible(patterns.has_value() || m_edit->hasFocus());
}

void NamePatternEdit::begin()
{
    show();
    m_edit->setFocus(Qt::OtherFocusReason);
    m_edit->selectAll();
}

void NamePatternEdit::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void NamePatternEdit::retranslate()
{
    m_label->setText(m_purpose == Purpose::Selection ? tr("Names like") : tr("Except names like"));
    m_edit->setPlaceholderText(QStringLiteral("layer1\\..*conv"));
    m_edit->setToolTip(
        tr("Regular expressions, blanks between them. Each has to match from the beginning of a name on: "
           "\"layer1\" finds layer1.conv, \".*conv\" finds it as well."));
    m_edit->setAccessibleName(m_purpose == Purpose::Selection
                                  ? tr("Patterns for names of layers")
                                  : tr("Patterns for names of layers that the entry leaves out"));
}

void NamePatternEdit::take()
{
    if (m_blanks)
        return;
    const QStringList patterns = m_edit->text().simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (patterns != m_patterns) {
        m_patterns = patterns;
        Q_EMIT patternsChanged(patterns);
    }
}

void NamePatternEdit::hideUnused()
{
    if (!m_patterns.isEmpty() || m_edit->hasFocus() || isHidden())
        return;
    hide();
    Q_EMIT abandoned();
}

/// Where nothing was typed, a line edit does not say that editing is finished.
bool NamePatternEdit::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
        QMetaObject::invokeMethod(this, &NamePatternEdit::hideUnused, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

} // namespace espalier::ui
