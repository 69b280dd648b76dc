// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/translation/sentences.h"

#include <QCoreApplication>

namespace espalier::ui {

QString joinSentences(const QStringList& sentences)
{
    QString text;
    for (const QString& sentence : sentences) {
        if (text.isEmpty())
            text = sentence;
        else if (!sentence.isEmpty())
            //: Two whole sentences, one after the other: leave the space out in languages that set none between sentences.
            text = QCoreApplication::translate("Sentences", "%1 %2").arg(text, sentence);
    }
    return text;
}

} // namespace espalier::ui
