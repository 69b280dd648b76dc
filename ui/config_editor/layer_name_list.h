// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

class QToolButton;

namespace espalier::ui {

class ElidedLabel;

/// Names of layers that an entry selects or leaves out, one line each with a button that removes it. Long lists are folded
/// until asked for.
class LayerNameList : public QWidget
{
    Q_OBJECT

public:
    enum class Purpose { Selection, Exceptions };

    explicit LayerNameList(Purpose purpose, QWidget* parent = nullptr);

    /// Does nothing when nothing changed.
    void setNames(const QStringList& names);

Q_SIGNALS:
    void removeRequested(const QString& name);

protected:
    void changeEvent(QEvent* event) override;

private:
    QString removeText(const QString& name) const;
    void addLine();
    void refresh();
    void refreshIcons();

    struct Line
    {
        QWidget* row;
        ElidedLabel* name;
        QToolButton* remove;
    };
    Purpose m_purpose;
    QStringList m_names;
    std::vector<Line> m_lines; ///< at least one per shown name; the rest is hidden
    QToolButton* m_more;
    bool m_unfolded = false;
};

} // namespace espalier::ui
