// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/profile.h"

namespace espalier {

const char* profileName(Profile profile)
{
    switch (profile) {
    case Profile::Nni23:
        return "nni-2.3";
    case Profile::Nni25:
        return "nni-2.5";
    case Profile::Default:
        break;
    }
    return "default";
}

std::optional<Profile> profileFromName(const std::string& name)
{
    for (Profile profile : {Profile::Default, Profile::Nni23, Profile::Nni25}) {
        if (name == profileName(profile))
            return profile;
    }
    return std::nullopt;
}

} // namespace espalier
