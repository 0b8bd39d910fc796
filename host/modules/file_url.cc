// SPDX-License-Identifier: MIT
// The path state of the URL parser (https://url.spec.whatwg.org/#path-state), for the scheme file.

#include "host/modules/file_url.h"

#include <algorithm>
#include <vector>

namespace plinth {
namespace {

constexpr std::string_view kScheme = "file:";

void append_encoded(std::string& text, unsigned char byte) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    text += '%';
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
}

bool needs_encoding(unsigned char byte) {
    return byte <= 0x20 || byte >= 0x7F || byte == '"' || byte == '#' || byte == '<' ||
           byte == '>' || byte == '?' || byte == '`' || byte == '{' || byte == '}';
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b;
    });
}

bool is_one_dot(std::string_view segment) {
    return segment == "." || equals_ignoring_case(segment, "%2e");
}

bool is_two_dots(std::string_view segment) {
    return segment == ".." || equals_ignoring_case(segment, ".%2e") ||
           equals_ignoring_case(segment, "%2e.") || equals_ignoring_case(segment, "%2e%2e");
}

// "a b/../c" on top of the segments of `folder`.
std::string resolve_path(std::string_view folder, std::string_view path) {
    std::vector<std::string> segments;
    const auto add = [&](std::string_view whole, bool is_last_part) {
        while (true) {
            const std::size_t end = whole.find_first_of("/\\");
            const std::string_view segment = whole.substr(0, end);
            const bool is_last = end == std::string_view::npos;
            if (is_two_dots(segment)) {
                if (!segments.empty()) segments.pop_back();
                if (is_last && is_last_part) segments.emplace_back();
            } else if (is_one_dot(segment)) {
                if (is_last && is_last_part) segments.emplace_back();
            } else if (!is_last || is_last_part) {
                std::string encoded;
                for (const char c : segment) {
                    const auto byte = static_cast<unsigned char>(c);
                    if (needs_encoding(byte)) {
                        append_encoded(encoded, byte);
                    } else {
                        encoded += c;
                    }
                }
                segments.push_back(std::move(encoded));
            }
            if (is_last) return;
            whole.remove_prefix(end + 1);
        }
    };
    if (!folder.empty()) add(folder.substr(1), false);
    add(path, true);
    std::string joined;
    for (const std::string& segment : segments)
        joined += "/" + segment;
    return joined.empty() ? "/" : joined;
}

// The parser ignores these wherever they stand.
std::string without_line_ends(std::string_view text) {
    std::string clean;
    for (const char c : text) {
        if (c != '\t' && c != '\n' && c != '\r') clean += c;
    }
    return clean;
}

std::string encoded_suffix(std::string_view suffix) {
    std::string encoded;
    for (const char c : suffix) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte >= 0x7F || byte == '"' || byte == '<' || byte == '>') {
            append_encoded(encoded, byte);
        } else {
            encoded += c;
        }
    }
    return encoded;
}

}  // namespace

std::string path_to_url(std::string_view path) {
    std::string url = "file://";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (needs_encoding(byte) || byte == '%' || byte == '\\') {
            append_encoded(url, byte);
        } else {
            url += c;
        }
    }
    return url;
}

std::optional<FileUrl> parse_file_url(std::string_view url) {
    const std::string clean = without_line_ends(url);
    if (!equals_ignoring_case(std::string_view(clean).substr(0, kScheme.size()), kScheme)) {
        return std::nullopt;
    }
    std::string_view rest = std::string_view(clean).substr(kScheme.size());
    const std::size_t end = rest.find_first_of("?#");
    FileUrl parsed;
    if (end != std::string_view::npos) parsed.suffix = encoded_suffix(rest.substr(end));
    std::string_view path = rest.substr(0, end);
    if (path.starts_with("//") || path.starts_with("\\\\")) {
        path.remove_prefix(2);
        const std::size_t slash = path.find_first_of("/\\");
        const std::string_view host = path.substr(0, slash);
        if (!host.empty() && !equals_ignoring_case(host, "localhost")) return std::nullopt;
        path = slash == std::string_view::npos ? std::string_view() : path.substr(slash);
    }
    if (!path.empty() && (path.front() == '/' || path.front() == '\\')) path.remove_prefix(1);
    parsed.path = resolve_path("", path);
    return parsed;
}

FileUrl join_url(const FileUrl& base, std::string_view reference) {
    const std::string clean = without_line_ends(reference);
    const std::size_t end = clean.find_first_of("?#");
    FileUrl joined;
    if (end != std::string::npos) joined.suffix = encoded_suffix(clean.substr(end));
    std::string_view path = std::string_view(clean).substr(0, end);
    if (path.starts_with('/') || path.starts_with('\\')) {
        joined.path = resolve_path("", path.substr(1));
    } else {
        const std::string folder = base.path.substr(0, base.path.rfind('/') + 1);
        joined.path = resolve_path(folder, path);
    }
    return joined;
}

}  // namespace plinth
