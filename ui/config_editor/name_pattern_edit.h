// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QLabel;
class QLineEdit;

namespace espalier::ui {

/// The op_names_re of an entry, or its exclude_op_names_re, in one line, blanks between patterns. Hidden while the entry has
/// none, until asked for.
class NamePatternEdit : public QWidget
{
    Q_OBJECT

public:
    enum class Purpose { Selection, Exceptions };

    explicit NamePatternEdit(Purpose purpose, QWidget* parent = nullptr);

    void setPatterns(const std::optional<std::vector<std::string>>& patterns);
    /// Shows the field and puts the focus on it.
    void begin();

Q_SIGNALS:
    /// Empty when the last pattern was taken away.
    void patternsChanged(const QStringList& patterns);
    /// Hidden again, since nothing was typed.
    void abandoned();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void take();
    void hideUnused();

    Purpose m_purpose;
    QLabel* m_label;
    QLineEdit* m_edit;
    QStringList m_patterns;
    bool m_blanks = false; ///< a pattern has blanks in it, which a line cannot tell from those between patterns
};

} // namespace espalier::ui
