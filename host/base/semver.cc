// SPDX-License-Identifier: MIT
// Ranges become comparators when they are read: "^1.2" is ">=1.2.0 <2.0.0".

#include "host/base/semver.h"

#include <algorithm>
#include <utility>

namespace plinth {
namespace {

constexpr std::size_t kMostDigits = 15;  // As npm: what a double holds exactly.

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::optional<std::uint64_t> to_number(std::string_view text) {
    if (!is_number(text) || text.size() > kMostDigits || (text.size() > 1 && text[0] == '0')) {
        return std::nullopt;
    }
    std::uint64_t number = 0;
    for (const char c : text)
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    return number;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + separator.size());
    }
}

// A version that may lack parts, or have an "x" for them.
struct Partial {
    std::optional<std::uint64_t> major;
    std::optional<std::uint64_t> minor;
    std::optional<std::uint64_t> patch;
    std::vector<std::string> prerelease;

    Version lowest() const {
        return {major.value_or(0), minor.value_or(0), patch.value_or(0), prerelease};
    }
};

bool is_wild(std::string_view part) {
    return part == "x" || part == "X" || part == "*";
}

bool read_prerelease(std::string_view text, std::vector<std::string>& parts) {
    for (const std::string_view part : split(text, ".")) {
        const bool plain = !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
            return is_digit(c) || c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        });
        if (!plain) return false;
        parts.emplace_back(part);
    }
    return true;
}

std::optional<Partial> parse_partial(std::string_view text) {
    if (!text.empty() && (text.front() == 'v' || text.front() == '=')) text.remove_prefix(1);
    text = text.substr(0, text.find('+'));
    Partial partial;
    const std::size_t dash = text.find('-');
    if (dash != std::string_view::npos &&
        !read_prerelease(text.substr(dash + 1), partial.prerelease)) {
        return std::nullopt;
    }
    const auto numbers = split(text.substr(0, dash), ".");
    if (numbers.size() > 3) return std::nullopt;
    std::optional<std::uint64_t>* const places[] = {&partial.major, &partial.minor, &partial.patch};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (is_wild(numbers[i]) || (numbers[i].empty() && text.empty())) break;
        *places[i] = to_number(numbers[i]);
        if (!*places[i]) return std::nullopt;
    }
    return partial;
}

int compare_parts(const std::string& one, const std::string& other) {
    const bool numeric = is_number(one);
    if (numeric != is_number(other)) return numeric ? -1 : 1;
    if (numeric && one.size() != other.size()) return one.size() < other.size() ? -1 : 1;
    return one.compare(other);
}

}  // namespace

std::string Version::text() const {
    std::string text =
        std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
    for (std::size_t i = 0; i < prerelease.size(); ++i)
        text += (i == 0 ? "-" : ".") + prerelease[i];
    return text;
}

std::strong_ordering Version::operator<=>(const Version& other) const {
    if (const auto order = major <=> other.major; order != 0) return order;
    if (const auto order = minor <=> other.minor; order != 0) return order;
    if (const auto order = patch <=> other.patch; order != 0) return order;
    // A version comes after its prereleases.
    if (prerelease.empty() != other.prerelease.empty()) {
        return prerelease.empty() ? std::strong_ordering::greater : std::strong_ordering::less;
    }
    const std::size_t shared = std::min(prerelease.size(), other.prerelease.size());
    for (std::size_t i = 0; i < shared; ++i) {
        const int order = compare_parts(prerelease[i], other.prerelease[i]);
        if (order != 0) return order <=> 0;
    }
    return prerelease.size() <=> other.prerelease.size();
}

std::optional<Version> parse_version(std::string_view text) {
    const auto partial = parse_partial(text);
    if (!partial || !partial->patch) return std::nullopt;
    return partial->lowest();
}

class RangeParser {
  public:
    using Comparator = VersionRange::Comparator;
    using Kind = Comparator::Kind;

    std::optional<VersionRange> parse(std::string_view text) {
        VersionRange range;
        for (const std::string_view alternative : split(text, "||")) {
            comparators_.clear();
            if (!read_alternative(words_of(alternative))) return std::nullopt;
            range.alternatives_.push_back(comparators_);
        }
        return range;
    }

  private:
    // Words apart by spaces; an operator that stands alone joins what follows.
    static std::vector<std::string> words_of(std::string_view text) {
        std::vector<std::string> words;
        std::string word;
        for (std::size_t i = 0; i <= text.size(); ++i) {
            const bool ends = i == text.size() || text[i] == ' ' || text[i] == '\t';
            const bool is_operator =
                !word.empty() && word.find_first_not_of("<>=~^") == std::string::npos;
            if (!ends) {
                word += text[i];
            } else if (!word.empty() && !is_operator) {
                words.push_back(std::exchange(word, {}));
            }
        }
        if (!word.empty()) words.push_back(word);
        return words;
    }

    bool read_alternative(const std::vector<std::string>& words) {
        if (words.size() == 3 && words[1] == "-") return read_hyphen(words[0], words[2]);
        return std::all_of(words.begin(), words.end(),
                           [this](const std::string& word) { return read_word(word); });
    }

    bool read_hyphen(const std::string& from, const std::string& to) {
        const auto low = parse_partial(from);
        const auto high = parse_partial(to);
        if (!low || !high) return false;
        add(Kind::GreaterOrEqual, low->lowest());
        if (high->patch) {
            add(Kind::LessOrEqual, high->lowest());
        } else if (high->major) {
            add(Kind::Less, after(*high));
        }
        return true;
    }

    bool read_word(std::string_view word) {
        const std::size_t start = std::min(word.find_first_not_of("<>=~^"), word.size());
        const std::string_view sign = word.substr(0, start);
        const auto partial = parse_partial(word.substr(start));
        if (!partial) return false;
        if (sign == "^" || sign == "~" || sign == "~>") {
            add_between(*partial, sign == "^" ? caret_end(*partial) : tilde_end(*partial));
        } else if (sign == ">=") {
            add(Kind::GreaterOrEqual, partial->lowest());
        } else if (sign == "<") {
            add(Kind::Less, partial->lowest());
        } else if (sign == ">") {
            if (partial->patch) {
                add(Kind::Greater, partial->lowest());
            } else {
                add(Kind::GreaterOrEqual, after(*partial));
            }
        } else if (sign == "<=") {
            if (partial->patch) {
                add(Kind::LessOrEqual, partial->lowest());
            } else if (partial->major) {
                add(Kind::Less, after(*partial));
            }
        } else if (sign.empty() || sign == "=") {
            if (partial->patch) {
                add(Kind::Equal, partial->lowest());
            } else {
                add_between(*partial, after(*partial));
            }
        } else {
            return false;
        }
        return true;
    }

    // The first version that no longer has these numbers.
    static Version after(const Partial& partial) {
        if (!partial.major) return {UINT64_MAX, 0, 0, {}};
        if (!partial.minor) return {*partial.major + 1, 0, 0, {}};
        return {*partial.major, *partial.minor + 1, 0, {}};
    }

    static Version tilde_end(const Partial& partial) { return after(partial); }

    // Up to the next change of the first number that is not zero.
    static Version caret_end(const Partial& partial) {
        if (!partial.major || !partial.minor || *partial.major > 0) {
            return after({partial.major, {}, {}, {}});
        }
        if (*partial.minor > 0 || !partial.patch) return {0, *partial.minor + 1, 0, {}};
        return {0, 0, *partial.patch + 1, {}};
    }

    void add_between(const Partial& partial, Version end) {
        if (!partial.major) return;  // "*": any.
        add(Kind::GreaterOrEqual, partial.lowest());
        add(Kind::Less, std::move(end));
    }

    void add(Kind kind, Version version) { comparators_.push_back({kind, std::move(version)}); }

    std::vector<Comparator> comparators_;
};

std::optional<VersionRange> VersionRange::parse(std::string_view text) {
    return RangeParser().parse(text);
}

bool VersionRange::meets(const Comparator& comparator, const Version& version) {
    const auto order = version <=> comparator.version;
    switch (comparator.kind) {
        case Comparator::Kind::Less:
            return order < 0;
        case Comparator::Kind::LessOrEqual:
            return order <= 0;
        case Comparator::Kind::Greater:
            return order > 0;
        case Comparator::Kind::GreaterOrEqual:
            return order >= 0;
        case Comparator::Kind::Equal:
            return order == 0;
    }
    return false;
}

bool VersionRange::allows(const Version& version) const {
    return std::any_of(
        alternatives_.begin(), alternatives_.end(), [&](const Alternative& alternative) {
            bool names_prerelease = version.prerelease.empty();
            for (const Comparator& comparator : alternative) {
                if (!meets(comparator, version)) return false;
                const Version& named = comparator.version;
                names_prerelease |= !named.prerelease.empty() && named.major == version.major &&
                                    named.minor == version.minor && named.patch == version.patch;
            }
            return names_prerelease;
        });
}

}  // namespace plinth
