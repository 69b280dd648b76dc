// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace espalier {

/// Whose counting and tie rules hold. Default is Espalier's own: exact counts, at least one unit per
/// layer, norms derived from layer masks. Nni23 and Nni25 reproduce NNI v2.3 and v2.5 exactly, ties
/// pruned together, batch norms untouched, whole layers allowed to vanish.
enum class Profile { Default, Nni23, Nni25 };

/// "default", "nni-2.3", "nni-2.5".
const char* profileName(Profile profile);

/// The profile of that name; nullopt for any other text.
std::optional<Profile> profileFromName(const std::string& name);

} // namespace espalier
