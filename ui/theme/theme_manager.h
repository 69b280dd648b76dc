// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QObject>
#include <QString>

#include <memory>

namespace espalier::ui {

enum class ThemeChoice { System, Light, Dark };

/// Every colour of the program, by meaning. Views take colours from here and nowhere else.
struct ThemeColors
{
    QColor background; ///< of the window
    QColor surface;    ///< of views, lists and inputs
    QColor line;       ///< one-pixel separators, grid
    QColor text;
    QColor secondaryText;
    QColor accent;
    QColor accentText; ///< on accent
    QColor kept;
    QColor removed;
    QColor warning;
    QColor error;
    QColor estimated;
    QColor measured;
};

/// Owns the application's palette and style sheet: light, dark or as the system. One instance per application.
class ThemeManager : public QObject
{
    Q_OBJECT

public:
    static ThemeManager& instance();
    ~ThemeManager() override;

    void setChoice(ThemeChoice choice);
    ThemeChoice choice() const;
    bool isDark() const;
    const ThemeColors& colors() const;
    /// The colours of the other or the same theme, for tests of contrast.
    static ThemeColors colorsOf(bool dark);
    /// Breeze icon of the current theme: "document-open". Never null: falls back to a drawn square.
    static QIcon icon(const QString& name);

Q_SIGNALS:
    /// Once per change; views repaint.
    void changed();

private:
    ThemeManager();
    bool eventFilter(QObject* watched, QEvent* event) override;
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace espalier::ui
