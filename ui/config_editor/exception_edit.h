// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/config_editor/exception_edits.h"

class QLabel;

namespace espalier::ui {

class ChipBar;
class LayerNameList;
class NamePatternEdit;
struct ConfigEntryContent;

/// What an entry takes out of its own selection: op types as chips, names as lines, patterns in a field, and how many layers
/// that is. Hidden while the entry has no exceptions, until a pattern is asked for.
class ExceptionEdit : public QWidget
{
    Q_OBJECT

public:
    explicit ExceptionEdit(QWidget* parent = nullptr);

    /// @param number of the entry, from 1.
    void setContent(int number, const ConfigEntryContent& content);
    /// Shows the field for name patterns and puts the focus on it.
    void beginPatterns();
    /// As the menu proposes.
    void exceptLayers(const QStringList& layers);
    void setTypeExcepted(const QString& type, bool excepted);

Q_SIGNALS:
    void edited(const espalier::ui::EntryEdit& edit);

protected:
    void changeEvent(QEvent* event) override;

private:
    void propose(const EntryEdit& edit);
    void takeTypes(const QStringList& types);
    void retranslate();
    void refresh();
    void refreshTypes();

    int m_number = 0;
    ConfigEntry m_entry;
    QStringList m_excepted;  ///< layers that it comes to
    QList<int> m_typeCounts; ///< layers for each excepted op type

    QLabel* m_count;
    ChipBar* m_types;
    LayerNameList* m_names;
    NamePatternEdit* m_patterns;
};

} // namespace espalier::ui
