// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/jpeg_decoder.h"

#include <csetjmp>
#include <cstddef>
#include <cstdio>

#include <jpeglib.h>
// jerror.h needs jpeglib.h before it.
#include <jerror.h>

namespace espalier {
namespace {

// libjpeg's own error exit ends the process.
struct JpegErrors
{
    jpeg_error_mgr base; // first: libjpeg hands out a pointer to it
    std::jmp_buf jump;
    char text[JMSG_LENGTH_MAX];
    bool damaged;
};

JpegErrors& errorsOf(j_common_ptr info)
{
    return *reinterpret_cast<JpegErrors*>(info->err);
}

void onError(j_common_ptr info)
{
    JpegErrors& errors = errorsOf(info);
    errors.base.format_message(info, errors.text);
    std::longjmp(errors.jump, 1);
}

void onMessage(j_common_ptr info, int level)
{
    JpegErrors& errors = errorsOf(info);
    const int code = errors.base.msg_code;
    // libjpeg paints what is missing grey and goes on; other warnings (stray bytes) are harmless and common.
    if (level < 0 && !errors.damaged && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER)) {
        errors.damaged = true;
        errors.base.format_message(info, errors.text);
    }
}

void onOutput(j_common_ptr)
{
}

// setjmp allows no objects with destructors in these functions: libjpeg jumps back into them.
bool readHeader(jpeg_decompress_struct& info, std::span<const std::uint8_t> bytes)
{
    if (setjmp(errorsOf(reinterpret_cast<j_common_ptr>(&info)).jump))
        return false;
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes.data(), static_cast<unsigned long>(bytes.size()));
    jpeg_read_header(&info, TRUE);
    if (info.jpeg_color_space == JCS_GRAYSCALE)
        info.out_color_space = JCS_GRAYSCALE;
    else if (info.num_components == 4)
        info.out_color_space = JCS_CMYK;
    else
        info.out_color_space = JCS_RGB;
    return true;
}

bool readPixels(jpeg_decompress_struct& info, std::uint8_t* pixels, std::size_t rowBytes)
{
    if (setjmp(errorsOf(reinterpret_cast<j_common_ptr>(&info)).jump))
        return false;
    jpeg_start_decompress(&info);
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = pixels + info.output_scanline * rowBytes;
        jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    return true;
}

std::vector<std::uint8_t> rgbFromCmyk(const std::vector<std::uint8_t>& cmyk, bool inverted)
{
    std::vector<std::uint8_t> rgb(cmyk.size() / 4 * 3);
    for (std::size_t i = 0; i < cmyk.size() / 4; ++i) {
        const auto light = [&](std::size_t c) { return inverted ? cmyk[4 * i + c] : 255 - cmyk[4 * i + c]; };
        for (std::size_t c = 0; c < 3; ++c)
            rgb[3 * i + c] = static_cast<std::uint8_t>((light(c) * light(3) + 127) / 255);
    }
    return rgb;
}

} // namespace

bool decodeJpeg(std::span<const std::uint8_t> bytes, bool headerOnly, PixelImage& image, std::string& cause)
{
    JpegErrors errors{};
    jpeg_decompress_struct info{};
    info.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = onError;
    errors.base.emit_message = onMessage;
    errors.base.output_message = onOutput;
    bool done = readHeader(info, bytes);
    if (done) {
        const bool cmyk = info.out_color_space == JCS_CMYK;
        image.channels = info.out_color_space == JCS_GRAYSCALE ? 1 : 3;
        image.height = static_cast<int>(info.image_height);
        image.width = static_cast<int>(info.image_width);
        if (!headerOnly) {
            const std::size_t rowBytes = static_cast<std::size_t>(image.width) * (cmyk ? 4 : image.channels);
            image.pixels.resize(rowBytes * static_cast<std::size_t>(image.height));
            done = readPixels(info, image.pixels.data(), rowBytes) && !errors.damaged;
            // Adobe's programs store CMYK inverted and say so with their marker.
            if (done && cmyk)
                image.pixels = rgbFromCmyk(image.pixels, info.saw_Adobe_marker != 0);
        }
    }
    jpeg_destroy_decompress(&info);
    if (!done)
        cause = errors.text;
    return done;
}

} // namespace espalier
