// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/nni_v3_import.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/config/config_keys.h"
#include "core/config/kept_key_issues.h"
#include "core/config/literal_reader.h"
#include "core/config/literal_writer.h"

namespace espalier {

namespace {

using Kind = LiteralValue::Kind;
using Members = std::vector<LiteralMember>;

constexpr std::string_view kRatioKey = "sparse_ratio";
constexpr std::string_view kThresholdKey = "sparse_threshold";
constexpr std::string_view kLeastRatioKey = "min_sparse_ratio";
constexpr std::string_view kMostRatioKey = "max_sparse_ratio";
constexpr std::string_view kGlobalGroupKey = "global_group_id";
constexpr std::string_view kQuantDtypeKey = "quant_dtype";
constexpr std::string_view kTargetNamesKey = "target_names";
constexpr std::string_view kTargetSettingsKey = "target_settings";
constexpr std::string_view kWeightTarget = "weight";
constexpr std::string_view kBiasTarget = "bias";

const LiteralValue* find(const Members& members, std::string_view key)
{
    const auto found =
        std::find_if(members.begin(), members.end(), [key](const LiteralMember& member) { return member.key == key; });
    return found == members.end() ? nullptr : &found->value;
}

void removeKey(Members& members, std::string_view key)
{
    std::erase_if(members, [key](const LiteralMember& member) { return member.key == key; });
}

std::optional<double> numberOf(const LiteralValue* value)
{
    if (value == nullptr || (value->kind != Kind::Real && value->kind != Kind::Integer))
        return std::nullopt;
    return value->real;
}

bool isText(const LiteralValue* value, std::string_view text)
{
    return value != nullptr && value->kind == Kind::Text && value->text == text;
}

/// "weight", "input", "output" for a target; empty for a bias and for what is no target.
std::string quantTypeOf(std::string_view target)
{
    if (target == kWeightTarget)
        return std::string(kWeightTarget);
    if (target.starts_with("_input_"))
        return "input";
    return target.starts_with("_output_") ? "output" : "";
}

std::optional<LiteralValue> valueOf(const std::string& json)
{
    try {
        return readLiteral(json);
    } catch (const LiteralError&) {
        return std::nullopt;
    }
}

bool hasKey(const ConfigEntry& entry, std::string_view key)
{
    return std::any_of(entry.otherKeys.begin(), entry.otherKeys.end(),
                       [key](const auto& other) { return other.first == key; });
}

bool setsAsV3(const ConfigEntry& entry)
{
    return !entry.excludes()
           && (hasKey(entry, kRatioKey) || hasKey(entry, kThresholdKey) || hasKey(entry, kQuantDtypeKey)
               || hasKey(entry, kTargetSettingsKey));
}

bool setsOtherwise(const ConfigEntry& entry)
{
    return entry.prunes() || entry.quantizes() || !entry.enabled;
}

/// Bits of one layer come from one entry here.
bool haveDifferentTargets(const ConfigList& list)
{
    const ConfigEntry* first = nullptr;
    for (const ConfigEntry& entry : list) {
        if (!entry.quantTypes)
            continue;
        if (first != nullptr && entry.quantTypes != first->quantTypes)
            return true;
        first = &entry;
    }
    return false;
}

/// Turns the keys of one entry, which the parser kept, into those that Espalier acts on.
class EntryTranslator
{
public:
    EntryTranslator(ConfigEntry& entry, std::size_t index, std::vector<Issue>& issues)
        : m_entry(entry)
        , m_index(index)
        , m_number(std::to_string(index + 1))
        , m_issues(issues)
    {
    }

    void translate()
    {
        readKeys();
        const bool quantizes = mentions(kQuantDtypeKey);
        if (quantizes)
            translateQuantization();
        if (mentions(kRatioKey))
            translatePruning();
        leaveOutWhatHappensAnyway(quantizes);
        keepTheRest();
        if (!m_entry.prunes() && !m_entry.quantizes())
            switchOff();
    }

    /// What the entry's global_group_id is; empty without one.
    const std::string& globalGroup() const { return m_globalGroup; }

private:
    void note(Severity severity, Message message) { m_issues.push_back({severity, std::move(message), m_index, {}}); }
    void became(std::string_view key, std::string_view other)
    {
        note(Severity::Info,
             {ESPALIER_TR("core", "%2 of entry %1 became %3."), {m_number, std::string(key), std::string(other)}});
    }

    void readKeys();
    bool mentions(std::string_view key) const;
    bool isTarget(std::string_view target) const;
    Members settingsOf(std::string_view target) const;
    void forget(std::string_view key, std::string_view target);
    void translatePruning();
    void translateGlobal(const Members& weight, double ratio);
    void translateRatio(const Members& weight, double ratio);
    void leaveOutIdleLimits(const Members& weight, double ratio);
    std::vector<std::string> quantTargets() const;
    void translateQuantization();
    bool takeDtype(const std::string& target);
    void shareBits();
    void leaveOutWhatHappensAnyway(bool quantizes);
    void leaveOut(std::string_view key);
    void leaveOutTargets(bool quantizes);
    void keepTheRest();
    void keepKey(const std::string& key, const LiteralValue& value);
    void switchOff();

    ConfigEntry& m_entry;
    std::size_t m_index;
    std::string m_number;
    std::string m_globalGroup;
    std::vector<Issue>& m_issues;
    Members m_keys;    ///< of the dict, without those of targets
    Members m_targets; ///< of target_settings: dicts only
    std::optional<std::vector<std::string>> m_targetNames;
};

/// Takes the keys of NNI v3 out of the entry; what it turns out not to understand comes back in keepTheRest().
void EntryTranslator::readKeys()
{
    std::vector<std::pair<std::string, std::string>> foreign;
    for (auto& [key, json] : m_entry.otherKeys) {
        const auto kept = isFurtherNniKey(key) ? valueOf(json) : std::nullopt;
        if (!kept) {
            foreign.emplace_back(std::move(key), std::move(json));
            continue;
        }
        LiteralValue value = *kept;
        if (key == kTargetSettingsKey && value.kind == Kind::Dict)
            m_targets = std::move(value.members);
        else
            m_keys.push_back({key, 0, 0, std::move(value)});
    }
    m_entry.otherKeys = std::move(foreign);
    const LiteralValue* names = find(m_keys, kTargetNamesKey);
    if (names == nullptr || names->kind != Kind::List)
        return;
    m_targetNames.emplace();
    for (const LiteralValue& name : names->items)
        m_targetNames->push_back(name.text);
}

bool EntryTranslator::mentions(std::string_view key) const
{
    return find(m_keys, key) != nullptr
           || std::any_of(m_targets.begin(), m_targets.end(),
                          [key](const LiteralMember& target) { return find(target.value.members, key) != nullptr; });
}

bool EntryTranslator::isTarget(std::string_view target) const
{
    if (find(m_targets, target) != nullptr)
        return true;
    return !m_targetNames || std::find(m_targetNames->begin(), m_targetNames->end(), target) != m_targetNames->end();
}

/// What is set for one target: by the entry, or for the target alone.
Members EntryTranslator::settingsOf(std::string_view target) const
{
    Members settings = m_keys;
    const LiteralValue* own = find(m_targets, target);
    for (const LiteralMember& member : own != nullptr ? own->members : Members{}) {
        removeKey(settings, member.key);
        settings.push_back(member);
    }
    return settings;
}

/// The key has been translated for the entry and for @p target.
void EntryTranslator::forget(std::string_view key, std::string_view target)
{
    removeKey(m_keys, key);
    for (LiteralMember& member : m_targets) {
        if (member.key == target)
            removeKey(member.value.members, key);
    }
}

void EntryTranslator::translatePruning()
{
    if (!isTarget(kWeightTarget))
        return;
    const Members weight = settingsOf(kWeightTarget);
    const std::optional<double> ratio = numberOf(find(weight, kRatioKey));
    if (!ratio)
        return;
    const LiteralValue* group = find(weight, kGlobalGroupKey);
    if (group != nullptr && group->kind != Kind::Null) {
        m_globalGroup = literalText(*group, ConfigSyntax::Json);
        translateGlobal(weight, *ratio);
    } else
        translateRatio(weight, *ratio);
    forget(kRatioKey, kWeightTarget);
    forget(kGlobalGroupKey, kWeightTarget);
}

void EntryTranslator::translateGlobal(const Members& weight, double ratio)
{
    m_entry.totalSparsity = ratio;
    note(Severity::Info, {ESPALIER_TR("core", "The global_group_id of entry %1 made its sparse_ratio a total_sparsity, "
                                              "which mode global shares out among the layers."),
                          {m_number}});
    if (const auto most = numberOf(find(weight, kMostRatioKey))) {
        m_entry.maxSparsityPerLayer = most;
        became(kMostRatioKey, kMaxSparsityKey);
        forget(kMostRatioKey, kWeightTarget);
    }
}

void EntryTranslator::translateRatio(const Members& weight, double ratio)
{
    const double least = numberOf(find(weight, kLeastRatioKey)).value_or(0);
    const double most = numberOf(find(weight, kMostRatioKey)).value_or(1);
    const double limited = std::min(std::max(ratio, least), most);
    m_entry.sparsity = limited;
    became(kRatioKey, kSparsityKey);
    if (limited == ratio)
        leaveOutIdleLimits(weight, ratio);
    else
        note(Severity::Info, {ESPALIER_TR("core", "The sparsity of entry %1 is %3, not %2, because of min_sparse_ratio "
                                                  "and max_sparse_ratio."),
                              {m_number, realText(ratio), realText(limited)}});
    forget(kLeastRatioKey, kWeightTarget);
    forget(kMostRatioKey, kWeightTarget);
}

/// A limit that the ratio keeps to anyway goes, but not without a word.
void EntryTranslator::leaveOutIdleLimits(const Members& weight, double ratio)
{
    for (const std::string_view key : {kLeastRatioKey, kMostRatioKey}) {
        if (numberOf(find(weight, key)))
            note(Severity::Info,
                 {ESPALIER_TR("core",
                              "%2 of entry %1 was left out: its sparse_ratio of %3 keeps to it anyway. Limits matter "
                              "in mode global, as max_sparsity_per_layer beside total_sparsity."),
                  {m_number, std::string(key), realText(ratio)}});
    }
}

/// The targets that are quantized, in NNI's order.
std::vector<std::string> EntryTranslator::quantTargets() const
{
    std::vector<std::string> targets =
        m_targetNames.value_or(std::vector<std::string>{std::string(kWeightTarget), "_input_0", "_output_0"});
    for (const LiteralMember& target : m_targets) {
        if (std::find(targets.begin(), targets.end(), target.key) == targets.end())
            targets.push_back(target.key);
    }
    return targets;
}

void EntryTranslator::translateQuantization()
{
    bool all = true;
    for (const std::string& target : quantTargets()) {
        if (!quantTypeOf(target).empty())
            all = takeDtype(target) && all;
    }
    if (!m_targetNames)
        note(Severity::Info,
             {ESPALIER_TR("core", "Entry %1 quantizes weights, inputs and outputs; NNI v3 would quantize "
                                  "biases as well."),
              {m_number}});
    if (all)
        removeKey(m_keys, kQuantDtypeKey);
    shareBits();
    if (m_entry.quantTypes)
        became(kQuantDtypeKey, std::string(kQuantTypesKey) + ", " + std::string(kQuantBitsKey));
}

/// Reads the bits of one target; false when they are none, and then they stay.
bool EntryTranslator::takeDtype(const std::string& target)
{
    const Members settings = settingsOf(target);
    const LiteralValue* value = find(settings, kQuantDtypeKey);
    const LiteralValue missing;
    const auto dtype = quantDtypeOf(value != nullptr ? *value : missing);
    if (!dtype)
        return false; // kept, and told as such
    if (!dtype->isSigned)
        note(Severity::Warning,
             {ESPALIER_TR("core", "The quant_dtype %2 of entry %1 became %3 bits; that it has no sign "
                                  "is not taken over."),
              {m_number, value->text, std::to_string(dtype->bits)}});
    const std::string type = quantTypeOf(target);
    if (!m_entry.quantTypes)
        m_entry.quantTypes.emplace();
    auto& types = *m_entry.quantTypes;
    if (std::find(types.begin(), types.end(), type) == types.end())
        types.push_back(type);
    m_entry.quantBitsByType.emplace(type, dtype->bits);
    for (LiteralMember& member : m_targets) {
        if (member.key == target)
            removeKey(member.value.members, kQuantDtypeKey);
    }
    return true;
}

/// One number for all where they agree.
void EntryTranslator::shareBits()
{
    auto& byType = m_entry.quantBitsByType;
    if (byType.empty())
        return;
    const int first = byType.begin()->second;
    const bool equal =
        std::all_of(byType.begin(), byType.end(), [first](const auto& one) { return one.second == first; });
    if (!equal)
        return;
    m_entry.quantBits = first;
    byType.clear();
}

void EntryTranslator::leaveOut(std::string_view key)
{
    removeKey(m_keys, key);
    note(Severity::Info, {ESPALIER_TR("core", "%2 of entry %1 was left out: it says what happens here anyway."),
                          {m_number, std::string(key)}});
}

void EntryTranslator::leaveOutWhatHappensAnyway(bool quantizes)
{
    const LiteralValue* method = find(m_keys, "apply_method");
    if (isText(method, "mul") || (method != nullptr && method->kind == Kind::Null))
        leaveOut("apply_method");
    for (const std::string_view key : {std::string_view("granularity"), std::string_view("sparse_granularity")}) {
        const LiteralValue* value = find(m_keys, key);
        const bool usual =
            isText(value, "default") || isText(value, "out_channel") || (value != nullptr && value->kind == Kind::Null);
        if (usual && !quantizes)
            leaveOut(key);
    }
    leaveOutTargets(quantizes);
}

void EntryTranslator::leaveOutTargets(bool quantizes)
{
    // What is left of a target after its settings were taken over says nothing; a bias goes with its weight.
    std::erase_if(m_targets, [quantizes](const LiteralMember& target) {
        const bool follows =
            !quantizes && target.key == kBiasTarget && find(target.value.members, kRatioKey) == nullptr;
        return target.value.kind == Kind::Dict && (target.value.members.empty() || follows);
    });
    if (!m_targetNames)
        return;
    const bool understood =
        std::all_of(m_targetNames->begin(), m_targetNames->end(), [quantizes](const std::string& target) {
            return quantizes ? !quantTypeOf(target).empty() : target == kWeightTarget || target == kBiasTarget;
        });
    if (understood && (quantizes ? m_entry.quantizes() : m_entry.prunes()))
        removeKey(m_keys, kTargetNamesKey);
}

void EntryTranslator::keepTheRest()
{
    for (const LiteralMember& member : m_keys)
        keepKey(member.key, member.value);
    if (m_targets.empty())
        return;
    LiteralValue dict;
    dict.kind = Kind::Dict;
    dict.members = m_targets;
    keepKey(std::string(kTargetSettingsKey), dict);
}

void EntryTranslator::keepKey(const std::string& key, const LiteralValue& value)
{
    std::string json = literalText(value, ConfigSyntax::Json);
    for (Issue& issue : keptKeyIssues(key, json, m_index))
        m_issues.push_back(std::move(issue));
    m_entry.otherKeys.emplace_back(key, std::move(json));
}

void EntryTranslator::switchOff()
{
    m_entry.enabled = false;
    note(Severity::Warning,
         {ESPALIER_TR("core", "Entry %1 sets nothing that can be done here, and was switched off."), {m_number}});
}

} // namespace

bool isNniV3List(const ConfigList& list)
{
    return std::any_of(list.begin(), list.end(), setsAsV3) && std::none_of(list.begin(), list.end(), setsOtherwise);
}

namespace {

/// An exclusion holds whatever the other entries say, and here that is the place of the last ones.
void putExclusionsLast(ImportedConfigList& imported)
{
    ConfigList& entries = imported.entries;
    const auto first = std::stable_partition(entries.begin(), entries.end(),
                                             [](const ConfigEntry& entry) { return !entry.excludes(); });
    for (auto entry = first; entry != entries.end(); ++entry) {
        const auto index = static_cast<std::size_t>(entry - entries.begin());
        imported.issues.push_back({Severity::Info,
                                   {ESPALIER_TR("core", "Entry %1 excludes layers and stays as it is, after all "
                                                        "entries that do not."),
                                    {std::to_string(index + 1)}},
                                   index,
                                   {}});
    }
}

} // namespace

ImportedConfigList importNniV3(ConfigList list)
{
    ImportedConfigList imported{std::move(list), {}};
    if (!isNniV3List(imported.entries))
        return imported;
    imported.issues.push_back(
        {Severity::Info, {ESPALIER_TR("core", "The config list is one of NNI v3 and was translated."), {}}, {}, {}});
    if (imported.entries.size() > 1) {
        std::reverse(imported.entries.begin(), imported.entries.end());
        imported.issues.push_back({Severity::Info,
                                   {ESPALIER_TR("core", "The order of the entries was reversed: in NNI v3 the first "
                                                        "entry that selects a layer rules it, here the last one does."),
                                    {}},
                                   {},
                                   {}});
    }
    putExclusionsLast(imported);
    std::set<std::string> globalGroups;
    for (std::size_t i = 0; i < imported.entries.size() && !imported.entries[i].excludes(); ++i) {
        EntryTranslator translator(imported.entries[i], i, imported.issues);
        translator.translate();
        if (!translator.globalGroup().empty())
            globalGroups.insert(translator.globalGroup());
    }
    if (globalGroups.size() > 1)
        imported.issues.push_back({Severity::Warning,
                                   {ESPALIER_TR("core", "The list has several global_group_ids. In NNI v3 each group "
                                                        "reaches its sparse_ratio by itself; here mode global shares "
                                                        "one total among the layers of all of them."),
                                    {}},
                                   {},
                                   {}});
    if (haveDifferentTargets(imported.entries))
        imported.issues.push_back(
            {Severity::Warning,
             {ESPALIER_TR("core", "Several entries quantize different targets. In NNI v3 they add "
                                  "up where they select the same layer; here the last one rules "
                                  "it alone."),
              {}},
             {},
             {}});
    return imported;
}

} // namespace espalier
