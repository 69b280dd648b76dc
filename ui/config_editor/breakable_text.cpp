// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/breakable_text.h"

namespace espalier::ui {

QString breakableText(const QString& text)
{
    constexpr QChar kZeroWidthSpace(0x200B);
    QString broken;
    broken.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        broken.append(text[i]);
        const bool inside =
            i > 0 && i + 1 < text.size() && text[i - 1].isLetterOrNumber() && text[i + 1].isLetterOrNumber();
        // "25.0" is a number.
        const bool dotted = text[i] == QLatin1Char('.') && inside && (text[i - 1].isLetter() || text[i + 1].isLetter());
        if (dotted || (text[i] == QLatin1Char('_') && inside))
            broken.append(kZeroWidthSpace);
    }
    return broken;
}

} // namespace espalier::ui
