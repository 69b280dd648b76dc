// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/png_decoder.h"

#include <png.h>

#include <csetjmp>
#include <cstdio>
#include <cstring>

namespace espalier {
namespace {

struct PngInput
{
    const std::uint8_t* data = nullptr;
    std::size_t left = 0;
    char error[256] = {};
};

void onError(png_structp png, png_const_charp text)
{
    auto* input = static_cast<PngInput*>(png_get_error_ptr(png));
    std::snprintf(input->error, sizeof input->error, "%s", text);
    png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp)
{
}

void readBytes(png_structp png, png_bytep target, std::size_t count)
{
    auto* input = static_cast<PngInput*>(png_get_io_ptr(png));
    if (count > input->left)
        png_error(png, "the file ends too early");
    std::memcpy(target, input->data, count);
    input->data += count;
    input->left -= count;
}

// setjmp allows no objects with destructors in these two functions: libpng jumps back into them.
bool readInfo(png_structp png, png_infop info)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_read_info(png, info);
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_strip_alpha(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    return true;
}

bool readRows(png_structp png, png_bytepp rows)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_read_image(png, rows);
    png_read_end(png, nullptr);
    return true;
}

bool decodePixels(png_structp png, png_infop info, PixelImage& image)
{
    const std::size_t rowBytes = png_get_rowbytes(png, info);
    image.pixels.resize(rowBytes * static_cast<std::size_t>(image.height));
    std::vector<png_bytep> rows(static_cast<std::size_t>(image.height));
    for (std::size_t y = 0; y < rows.size(); ++y)
        rows[y] = image.pixels.data() + y * rowBytes;
    return readRows(png, rows.data());
}

} // namespace

bool decodePng(std::span<const std::uint8_t> bytes, bool headerOnly, PixelImage& image, std::string& cause)
{
    PngInput input{bytes.data(), bytes.size(), {}};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &input, onError, onWarning);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    bool done = false;
    if (info) {
        png_set_read_fn(png, &input, readBytes);
        done = readInfo(png, info);
        if (done) {
            image.channels = png_get_channels(png, info);
            image.height = static_cast<int>(png_get_image_height(png, info));
            image.width = static_cast<int>(png_get_image_width(png, info));
        }
        if (done && !headerOnly)
            done = decodePixels(png, info, image);
    }
    png_destroy_read_struct(&png, &info, nullptr);
    if (!done)
        cause = input.error[0] ? input.error : "libpng could not start";
    return done;
}

} // namespace espalier
