// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/entry_validation.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "core/config/config_keys.h"
#include "core/config/kept_key_issues.h"
#include "core/config/literal_writer.h"
#include "core/config/name_pattern.h"
#include "core/config/name_suggestions.h"

namespace espalier {

namespace {

constexpr int kFewestBits = 1;
constexpr int kMostBits = 32;

constexpr std::size_t kLongestShownPattern = 60;

/// The beginning of a text that is too long for a sentence, cut between two characters.
std::string shortened(const std::string& text)
{
    if (text.size() <= kLongestShownPattern)
        return text;
    std::size_t end = kLongestShownPattern;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.substr(0, end) + "...";
}

class EntryValidator
{
public:
    EntryValidator(const ConfigEntry& entry, std::size_t index)
        : m_entry(entry)
        , m_index(index)
        , m_number(std::to_string(index + 1))
    {
    }

    void checkPurpose();
    void checkPatterns(const std::vector<std::string>& patterns);
    void checkSparsity();
    void checkTotalSparsity();
    void checkMaxSparsity(double largest);
    void checkSchedule();
    void checkSmallest(std::string_view key, const std::optional<int>& value, int smallest);
    void checkQuantTypes();
    void checkQuantBits();
    void checkUnknownKeys();
    void checkExcludeFalse();

    std::vector<Issue> takeIssues() { return std::move(m_issues); }

private:
    void add(Severity severity, Message message) { m_issues.push_back({severity, std::move(message), m_index, {}}); }
    void error(Message message) { add(Severity::Error, std::move(message)); }
    void checkBitCount(int bits);
    bool setsSomething() const { return m_entry.prunes() || m_entry.quantizes() || m_entry.excludes(); }
    bool lacks(std::string_view key) const;

    const ConfigEntry& m_entry;
    std::size_t m_index;
    std::string m_number;
    std::vector<Issue> m_issues;
};

void EntryValidator::checkPurpose()
{
    const bool sets = setsSomething();
    if (!m_entry.hasSelector() && !sets) {
        error(
            {ESPALIER_TR("core", "Entry %1 selects no layer and sets nothing: give op_types or op_names, and sparsity, "
                                 "quant_types with quant_bits, or exclude."),
             {m_number}});
    } else if (!m_entry.hasSelector()) {
        error({ESPALIER_TR("core", "Entry %1 selects no layer: give op_types or op_names."), {m_number}});
    } else if (!sets) {
        error({ESPALIER_TR("core",
                           "Entry %1 sets nothing: give sparsity, quant_types with quant_bits, or exclude: true."),
               {m_number}});
    }
}

void EntryValidator::checkPatterns(const std::vector<std::string>& patterns)
{
    for (const std::string& pattern : patterns) {
        try {
            const NamePattern compiled(pattern);
        } catch (const NamePatternError& failure) {
            error(failure.message(m_number, shortened(pattern)));
        }
    }
}

void EntryValidator::checkSparsity()
{
    if (m_entry.sparsity && !(*m_entry.sparsity >= 0 && *m_entry.sparsity < 1)) {
        error({ESPALIER_TR("core",
                           "The sparsity of entry %1 is %2, outside the range [0, 1): 0.5 removes half, and 1 would "
                           "remove everything."),
               {m_number, realText(*m_entry.sparsity)}});
    }
}

void EntryValidator::checkTotalSparsity()
{
    if (m_entry.totalSparsity && !(*m_entry.totalSparsity >= 0 && *m_entry.totalSparsity < 1)) {
        error({ESPALIER_TR("core",
                           "The total_sparsity of entry %1 is %2, outside the range [0, 1): 0.5 removes half, and 1 "
                           "would remove everything."),
               {m_number, realText(*m_entry.totalSparsity)}});
    }
    if (m_entry.totalSparsity && m_entry.sparsity) {
        error({ESPALIER_TR("core", "Entry %1 gives both sparsity, for each layer, and total_sparsity, for all of them "
                                   "together: give one of them."),
               {m_number}});
    }
    if (m_entry.maxSparsityPerLayer)
        checkMaxSparsity(*m_entry.maxSparsityPerLayer);
    for (const auto& [layer, largest] : m_entry.maxSparsityByLayer)
        checkMaxSparsity(largest);
}

void EntryValidator::checkMaxSparsity(double largest)
{
    if (!(largest > 0 && largest <= 1)) {
        error({ESPALIER_TR("core", "The max_sparsity_per_layer of entry %1 is %2, outside the range (0, 1]."),
               {m_number, realText(largest)}});
    }
}

void EntryValidator::checkSmallest(std::string_view key, const std::optional<int>& value, int smallest)
{
    if (value && *value < smallest)
        error({ESPALIER_TR("core", "The %2 of entry %1 is %3; it must be %4 at least."),
               {m_number, std::string(key), std::to_string(*value), std::to_string(smallest)}});
}

void EntryValidator::checkSchedule()
{
    checkSmallest(kPruneIterationsKey, m_entry.pruneIterations, 1);
    checkSmallest(kStartEpochKey, m_entry.startEpoch, 0);
    checkSmallest(kEndEpochKey, m_entry.endEpoch, 0);
    checkSmallest(kFrequencyKey, m_entry.frequency, 1);
    for (const auto& [key, value] : {std::pair(kInitialSparsityKey, m_entry.initialSparsity),
                                     std::pair(kFinalSparsityKey, m_entry.finalSparsity)}) {
        if (value && !(*value >= 0 && *value < 1))
            error({ESPALIER_TR("core", "The %2 of entry %1 is %3, outside the range [0, 1)."),
                   {m_number, std::string(key), realText(*value)}});
    }
    const bool any =
        m_entry.initialSparsity || m_entry.finalSparsity || m_entry.startEpoch || m_entry.endEpoch || m_entry.frequency;
    if (any && !(m_entry.finalSparsity && m_entry.endEpoch))
        error({ESPALIER_TR("core", "Entry %1 describes a gradual course, which needs final_sparsity and end_epoch "
                                   "(initial_sparsity, start_epoch and frequency are 0, 0 and 1 where they are not "
                                   "given)."),
               {m_number}});
    if (m_entry.finalSparsity && (m_entry.sparsity || m_entry.totalSparsity))
        error(
            {ESPALIER_TR("core", "Entry %1 gives final_sparsity and another sparsity: give one of them."), {m_number}});
}

void EntryValidator::checkQuantTypes()
{
    if (!m_entry.quantTypes)
        return;
    if (m_entry.quantTypes->empty())
        error(
            {ESPALIER_TR("core", "The quant_types of entry %1 are empty: give weight, input or output."), {m_number}});
    for (const std::string& type : *m_entry.quantTypes) {
        const auto& known = quantTypeNames();
        if (std::find(known.begin(), known.end(), type) == known.end())
            error({ESPALIER_TR("core", "%2 in entry %1 is no quant type: give weight, input or output."),
                   {m_number, type}});
    }
}

void EntryValidator::checkBitCount(int bits)
{
    if (bits < kFewestBits || bits > kMostBits)
        error({ESPALIER_TR("core", "The quant_bits of entry %1 are %2, outside the range 1 to 32."),
               {m_number, std::to_string(bits)}});
}

void EntryValidator::checkQuantBits()
{
    const auto& byType = m_entry.quantBitsByType;
    if (m_entry.quantBits)
        checkBitCount(*m_entry.quantBits);
    for (const auto& [type, bits] : byType) {
        const auto& known = quantTypeNames();
        if (std::find(known.begin(), known.end(), type) == known.end())
            error({ESPALIER_TR("core",
                               "%2 in the quant_bits of entry %1 is no quant type: give weight, input or output."),
                   {m_number, type}});
        checkBitCount(bits);
    }
    const bool hasBits = m_entry.quantBits || !byType.empty();
    if (m_entry.quantTypes && !hasBits)
        error({ESPALIER_TR("core", "Entry %1 has quant_types but no quant_bits."), {m_number}});
    if (!m_entry.quantTypes && hasBits)
        error({ESPALIER_TR("core", "Entry %1 has quant_bits but no quant_types."), {m_number}});
    for (const std::string& type : m_entry.quantTypes.value_or(std::vector<std::string>{})) {
        if (!byType.empty() && !byType.contains(type))
            error({ESPALIER_TR("core", "The quant_bits of entry %1 say nothing about %2."), {m_number, type}});
    }
    if (m_entry.quantStartStep.value_or(0) < 0)
        error({ESPALIER_TR("core", "The quant_start_step of entry %1 is %2, but steps count from 0."),
               {m_number, std::to_string(*m_entry.quantStartStep)}});
}

/// True when the entry cannot be used without @p key, or another one that does the same.
bool EntryValidator::lacks(std::string_view key) const
{
    if (key == kOpTypesKey || key == kOpNamesKey || key == kOpNamesReKey)
        return !m_entry.hasSelector();
    if (key == kExcludeOpTypesKey || key == kExcludeOpNamesKey || key == kExcludeOpNamesReKey)
        return false;
    if (key == kQuantBitsKey && m_entry.quantTypes)
        return !m_entry.quantBits && m_entry.quantBitsByType.empty();
    return key != kQuantStartStepKey && !setsSomething();
}

void EntryValidator::checkUnknownKeys()
{
    for (const auto& [key, value] : m_entry.otherKeys) {
        if (isFurtherNniKey(key)) {
            for (Issue& issue : keptKeyIssues(key, value, m_index))
                m_issues.push_back(std::move(issue));
            continue;
        }
        const auto near = nearestNames(key, configKeys(), 1);
        if (near.empty())
            add(Severity::Warning,
                {ESPALIER_TR("core", "The key %2 of entry %1 is unknown; it is kept and has no effect."),
                 {m_number, key}});
        else
            add(lacks(near.front()) ? Severity::Error : Severity::Warning,
                {ESPALIER_TR("core", "Entry %1 has the unknown key \"%2\"; did you mean \"%3\"?"),
                 {m_number, key, near.front()}});
    }
}

void EntryValidator::checkExcludeFalse()
{
    if (m_entry.exclude && !*m_entry.exclude)
        add(Severity::Warning,
            {ESPALIER_TR("core",
                         "Entry %1 says exclude: false, which does not exclude here; NNI excludes all the same."),
             {m_number}});
}

} // namespace

std::vector<Issue> validateEntry(const ConfigEntry& entry, std::size_t index, Profile profile)
{
    EntryValidator validator(entry, index);
    // First, because what else is wrong often follows from a misspelt key.
    validator.checkUnknownKeys();
    validator.checkPurpose();
    validator.checkPatterns(entry.opNamesRe.value_or(std::vector<std::string>{}));
    validator.checkPatterns(entry.excludeOpNamesRe);
    validator.checkSparsity();
    validator.checkTotalSparsity();
    validator.checkSchedule();
    validator.checkQuantTypes();
    validator.checkQuantBits();
    if (profile != Profile::Default)
        validator.checkExcludeFalse();
    return validator.takeIssues();
}

std::string joinedNames(const std::vector<std::string>& names)
{
    std::string joined;
    for (const std::string& name : names)
        joined += (joined.empty() ? "" : ", ") + name;
    return joined;
}

} // namespace espalier
