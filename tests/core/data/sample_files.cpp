// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_files.h"

#include <cstdio>

#include <jpeglib.h>
#include <png.h>
#include <zlib.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace espalier::test {
namespace {

void require(bool fine, const char* what)
{
    if (!fine)
        throw std::runtime_error(what);
}

} // namespace

void writeBytes(const std::filesystem::path& path, const Bytes& bytes)
{
    std::filesystem::create_directories(path.parent_path());
    std::ofstream stream(path, std::ios::binary);
    stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    require(stream.good(), "cannot write a sample file");
}

void writeGzip(const std::filesystem::path& path, const Bytes& bytes)
{
    std::filesystem::create_directories(path.parent_path());
    gzFile file = gzopen(path.c_str(), "wb");
    require(file, "cannot write a gzip file");
    const int written = gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    require(gzclose(file) == Z_OK && written == static_cast<int>(bytes.size()), "cannot write a gzip file");
}

Bytes readBytes(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(stream), {});
}

Bytes idxBytes(const std::vector<std::uint32_t>& sizes, const Bytes& content)
{
    Bytes bytes{0, 0, 8, static_cast<std::uint8_t>(sizes.size())};
    for (std::uint32_t size : sizes) {
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes.push_back(static_cast<std::uint8_t>(size >> shift));
    }
    bytes.insert(bytes.end(), content.begin(), content.end());
    return bytes;
}

void writePng(const std::filesystem::path& path, int width, const std::vector<Bytes>& rows, PngKind kind,
              const Bytes& palette)
{
    std::filesystem::create_directories(path.parent_path());
    std::FILE* file = std::fopen(path.c_str(), "wb");
    require(file, "cannot write a PNG file");
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_init_io(png, file);
    png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(rows.size()), kind.bitDepth,
                 kind.colorType, kind.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    std::vector<png_color> colors;
    for (std::size_t i = 0; i + 2 < palette.size(); i += 3)
        colors.push_back({palette[i], palette[i + 1], palette[i + 2]});
    if (!colors.empty())
        png_set_PLTE(png, info, colors.data(), static_cast<int>(colors.size()));
    std::vector<png_bytep> pointers;
    for (const Bytes& row : rows)
        pointers.push_back(const_cast<png_bytep>(row.data()));
    png_set_rows(png, info, pointers.data());
    png_write_png(png, info, PNG_TRANSFORM_IDENTITY, nullptr);
    png_destroy_write_struct(&png, &info);
    require(std::fclose(file) == 0, "cannot write a PNG file");
}

void writePng(const std::filesystem::path& path, const PixelImage& image)
{
    const auto row = static_cast<std::ptrdiff_t>(image.width * image.channels);
    std::vector<Bytes> rows;
    for (int y = 0; y < image.height; ++y)
        rows.emplace_back(image.pixels.begin() + y * row, image.pixels.begin() + (y + 1) * row);
    writePng(path, image.width, rows, {image.channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, 8, false});
}

void writeJpeg(const std::filesystem::path& path, int width, int height, int components, const Bytes& pixels)
{
    std::filesystem::create_directories(path.parent_path());
    std::FILE* file = std::fopen(path.c_str(), "wb");
    require(file, "cannot write a JPEG file");
    jpeg_error_mgr errors;
    jpeg_compress_struct info;
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    jpeg_stdio_dest(&info, file);
    info.image_width = static_cast<JDIMENSION>(width);
    info.image_height = static_cast<JDIMENSION>(height);
    info.input_components = components;
    info.in_color_space = components == 1 ? JCS_GRAYSCALE : components == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(&info);
    if (components == 4)
        info.write_Adobe_marker = TRUE;
    jpeg_set_quality(&info, 100, TRUE);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        auto* row = const_cast<JSAMPROW>(pixels.data())
                    + static_cast<std::size_t>(info.next_scanline) * static_cast<std::size_t>(width * components);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    require(std::fclose(file) == 0, "cannot write a JPEG file");
}

PixelImage plainImage(int channels, int height, int width, std::uint8_t value)
{
    return {channels, height, width, Bytes(static_cast<std::size_t>(channels * height * width), value)};
}

} // namespace espalier::test
