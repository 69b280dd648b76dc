// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/translation/error_messages.h"

#include <QCoreApplication>

namespace espalier::ui {

QString messageText(const Message& message)
{
    const QString sentence = QCoreApplication::translate("core", message.text.c_str());
    // One pass, so that an argument that contains "%1" (a file name may) stays as it is.
    QString text;
    text.reserve(sentence.size());
    for (qsizetype i = 0; i < sentence.size(); ++i) {
        const bool place = sentence[i] == QLatin1Char('%') && i + 1 < sentence.size() && sentence[i + 1].isDigit();
        const auto index = place ? static_cast<std::size_t>(sentence[i + 1].digitValue()) : 0;
        if (index < 1 || index > message.arguments.size()) {
            text.append(sentence[i]);
            continue;
        }
        text.append(QString::fromStdString(message.arguments[index - 1]));
        ++i;
    }
    return text;
}

} // namespace espalier::ui
