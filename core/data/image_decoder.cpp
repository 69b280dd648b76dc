// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/image_decoder.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string>

#include "core/base/error.h"
#include "core/data/file_content.h"
#include "core/data/jpeg_decoder.h"
#include "core/data/png_decoder.h"

namespace espalier {
namespace {

constexpr std::array<std::uint8_t, 8> kPngSignature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
constexpr std::array<std::uint8_t, 3> kJpegSignature{0xff, 0xd8, 0xff};
// More is no photograph but a decompression bomb.
constexpr std::int64_t kMostPixels = 400'000'000;
// The frame header of a JPEG lies behind its metadata (thumbnails, colour profile).
constexpr std::size_t kHeaderBytes = std::size_t{256} << 10;

[[noreturn]] void throwDamaged(const std::filesystem::path& path, const std::string& cause)
{
    throw Error(ErrorCode::Corrupt,
                Message{ESPALIER_TR("core", "The image %1 is damaged: %2."), {path.string(), cause}});
}

bool decode(std::span<const std::uint8_t> bytes, ImageFormat format, bool headerOnly, PixelImage& image,
            std::string& cause)
{
    return format == ImageFormat::Png ? decodePng(bytes, headerOnly, image, cause)
                                      : decodeJpeg(bytes, headerOnly, image, cause);
}

std::vector<std::uint8_t> firstBytes(const std::filesystem::path& path, std::size_t count)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        throw Error(ErrorCode::Io,
                    Message{ESPALIER_TR("core", "Cannot read %1: it cannot be opened."), {path.string()}});
    }
    std::vector<std::uint8_t> bytes(count);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

ImageSize checkedSize(const PixelImage& image, const std::filesystem::path& path)
{
    if (image.height < 1 || image.width < 1 || std::int64_t{image.height} * image.width > kMostPixels)
        throwDamaged(path, std::to_string(image.width) + "x" + std::to_string(image.height) + " pixels");
    return {image.channels, image.height, image.width};
}

ImageSize headerOf(std::span<const std::uint8_t> bytes, const std::filesystem::path& path, ImageFormat format)
{
    PixelImage image;
    std::string cause;
    if (!decode(bytes, format, true, image, cause))
        throwDamaged(path, cause);
    return checkedSize(image, path);
}

} // namespace

std::optional<ImageFormat> imageFormat(const std::filesystem::path& path)
{
    const auto bytes = firstBytes(path, kPngSignature.size());
    const auto startsWith = [&](const auto& signature) {
        return bytes.size() >= signature.size() && std::equal(signature.begin(), signature.end(), bytes.begin());
    };
    if (startsWith(kPngSignature))
        return ImageFormat::Png;
    if (startsWith(kJpegSignature))
        return ImageFormat::Jpeg;
    return std::nullopt;
}

ImageSize readImageHeader(const std::filesystem::path& path, ImageFormat format)
{
    PixelImage image;
    std::string cause;
    if (decode(firstBytes(path, kHeaderBytes), format, true, image, cause))
        return checkedSize(image, path);
    return headerOf(readFileBytes(path), path, format);
}

PixelImage decodeImage(const std::filesystem::path& path, ImageFormat format)
{
    const std::vector<std::uint8_t> bytes = readFileBytes(path);
    headerOf(bytes, path, format); // refuses absurd sizes before memory is taken for them
    PixelImage image;
    std::string cause;
    if (!decode(bytes, format, false, image, cause))
        throwDamaged(path, cause);
    return image;
}

} // namespace espalier
