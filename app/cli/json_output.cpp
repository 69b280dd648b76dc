// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_output.h"

#include <string>

#include "app/cli/table_output.h"
#include "core/exporters/compression_report.h"

namespace espalier::cli {

Json issuesJson(const std::vector<Issue>& issues)
{
    Json list = Json::array();
    for (const Issue& issue : issues)
        list.push_back(Json::parse(issueJson(issue)));
    return list;
}

void printJson(const Json& json)
{
    print(QString::fromStdString(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"));
}

} // namespace espalier::cli
