// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/internal/checkpoint_file.h"

#include <ATen/ops/empty.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/base/error.h"
#include "core/base/output_transaction.h"

namespace espalier::internal {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kMagic = "Espalier training checkpoint 1\n";

std::uint32_t checksum(std::uint32_t before, const void* data, std::size_t bytes)
{
    return static_cast<std::uint32_t>(crc32_z(before, static_cast<const Bytef*>(data), bytes));
}

class Writer
{
public:
    explicit Writer(const fs::path& path)
        : m_stream(path, std::ios::binary | std::ios::trunc)
    {
    }
    void bytes(const void* data, std::size_t count)
    {
        m_stream.write(static_cast<const char*>(data), static_cast<std::streamsize>(count));
        m_checksum = checksum(m_checksum, data, count);
    }
    bool finish()
    {
        const std::uint32_t sum = m_checksum;
        bytes(&sum, sizeof sum);
        m_stream.close();
        return !m_stream.fail();
    }

private:
    std::ofstream m_stream;
    std::uint32_t m_checksum = 0;
};

[[noreturn]] void throwDamaged(const fs::path& file)
{
    throw Error(ErrorCode::Corrupt,
                Message{ESPALIER_TR("core", "The training checkpoint %1 is damaged or cut off."), {file.string()}});
}

std::string fileBytes(const fs::path& file)
{
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        throw Error(ErrorCode::NotFound,
                    Message{ESPALIER_TR("core", "There is no training checkpoint %1."), {file.string()}});
    }
    std::ifstream stream(file, std::ios::binary);
    std::string bytes;
    if (stream && !fs::is_directory(file, ignored)) {
        bytes.resize(fs::file_size(file, ignored));
        stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    if (!stream || bytes.empty()) {
        throw Error(ErrorCode::Io,
                    Message{ESPALIER_TR("core", "Cannot read the training checkpoint %1."), {file.string()}});
    }
    return bytes;
}

/// Hands out the content piece by piece; anything beyond its end is damage.
class Reader
{
public:
    Reader(std::string_view content, const fs::path& file)
        : m_rest(content)
        , m_file(file)
    {
    }
    std::string_view take(std::uint64_t count)
    {
        if (count > m_rest.size())
            throwDamaged(m_file);
        const std::string_view part = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return part;
    }
    bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
    const fs::path& m_file;
};

std::string_view verified(std::string_view content, const fs::path& file)
{
    if (!content.starts_with(kMagic)) {
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "%1 is no training checkpoint of this program."), {file.string()}});
    }
    std::uint32_t sum = 0;
    if (content.size() < kMagic.size() + sizeof sum)
        throwDamaged(file);
    const std::string_view body = content.substr(0, content.size() - sizeof sum);
    std::memcpy(&sum, content.data() + body.size(), sizeof sum);
    if (sum != checksum(0, body.data(), body.size()))
        throwDamaged(file);
    return body.substr(kMagic.size());
}

at::Tensor readTensor(Reader& reader, const json& entry)
{
    const auto shape = entry.at("shape").get<std::vector<std::int64_t>>();
    at::Tensor tensor = at::empty(shape, static_cast<at::ScalarType>(entry.at("dtype").get<int>()));
    const std::string_view bytes = reader.take(tensor.nbytes());
    if (!bytes.empty())
        std::memcpy(tensor.data_ptr(), bytes.data(), bytes.size());
    return tensor;
}

} // namespace

void writeCheckpointContent(const fs::path& file, const CheckpointContent& content)
{
    json header{{"text", content.text}, {"tensors", json::array()}};
    std::vector<at::Tensor> tensors;
    for (const auto& [name, tensor] : content.tensors) {
        tensors.push_back(tensor.detach().contiguous());
        header["tensors"].push_back(
            {{"name", name}, {"dtype", static_cast<int>(tensor.scalar_type())}, {"shape", tensor.sizes().vec()}});
    }
    const std::string headerText = header.dump();
    const std::uint64_t headerBytes = headerText.size();

    OutputTransaction transaction;
    errno = 0;
    Writer writer(transaction.stage(file));
    writer.bytes(kMagic.data(), kMagic.size());
    writer.bytes(&headerBytes, sizeof headerBytes);
    writer.bytes(headerText.data(), headerText.size());
    for (const at::Tensor& tensor : tensors)
        writer.bytes(tensor.data_ptr(), tensor.nbytes());
    if (!writer.finish()) {
        throw Error(ErrorCode::Io, Message{ESPALIER_TR("core", "Cannot write %1: %2."),
                                           {file.string(), std::strerror(errno ? errno : EIO)}});
    }
    transaction.commit();
}

CheckpointContent readCheckpointContent(const fs::path& file)
{
    const std::string bytes = fileBytes(file);
    Reader reader(verified(bytes, file), file);
    std::uint64_t headerBytes = 0;
    std::memcpy(&headerBytes, reader.take(sizeof headerBytes).data(), sizeof headerBytes);
    CheckpointContent content;
    try {
        const json header = json::parse(reader.take(headerBytes));
        content.text = header.at("text").get<std::string>();
        for (const json& entry : header.at("tensors"))
            content.tensors.emplace_back(entry.at("name").get<std::string>(), readTensor(reader, entry));
    } catch (const json::exception&) {
        throwDamaged(file);
    }
    if (!reader.atEnd())
        throwDamaged(file);
    return content;
}

} // namespace espalier::internal
