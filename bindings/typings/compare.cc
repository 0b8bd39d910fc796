// SPDX-License-Identifier: MIT
// What changed between two manifests, and what that means for plugins that were written for the
// first one.

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "bindings/typings/manifest.h"

namespace plinth::typings {
namespace {

/// The alternatives of a union, split at its top level.
std::set<std::string> alternatives(const std::string& type) {
    std::set<std::string> result;
    int depth = 0;
    std::string one;
    const auto end = [&] {
        while (one.ends_with(' '))
            one.pop_back();
        one.erase(0, one.find_first_not_of(' ') == std::string::npos ? one.size()
                                                                     : one.find_first_not_of(' '));
        if (!one.empty()) result.insert(one);
        one.clear();
    };
    for (const char letter : type) {
        if (letter == '(' || letter == '<' || letter == '[' || letter == '{') ++depth;
        if (letter == ')' || letter == '>' || letter == ']' || letter == '}') --depth;
        if (letter == '|' && depth == 0) {
            end();
        } else {
            one += letter;
        }
    }
    end();
    return result;
}

bool is_within(const std::string& narrow, const std::string& wide) {
    if (narrow == wide || wide == "unknown" || wide == "any") return true;
    const auto inner = alternatives(narrow);
    const auto outer = alternatives(wide);
    return std::includes(outer.begin(), outer.end(), inner.begin(), inner.end());
}

class Comparison {
  public:
    std::vector<Change> changes;

    void body(const Json& before, const Json& after, const std::string& prefix) {
        each(before, after, "members", prefix,
             [this](const Json& was, const Json& is, const std::string& name) {
                 member(was, is, name);
             });
        each(before, after, "classes", prefix,
             [this](const Json& was, const Json& is, const std::string& name) {
                 type(was, is, name);
             });
        each(before, after, "enums", prefix,
             [this](const Json& was, const Json& is, const std::string& name) {
                 enumeration(was, is, name);
             });
        each(before, after, "records", prefix,
             [this](const Json& was, const Json& is, const std::string& name) {
                 record(was, is, name);
             });
        each(before, after, "objects", prefix,
             [this](const Json& was, const Json& is, const std::string& name) {
                 note(was, is, name);
                 body(was, is, name + ".");
             });
    }

    void add(Step step, std::string text) { changes.push_back({step, std::move(text)}); }

    void note(const Json& was, const Json& is, const std::string& name) {
        const auto permission_was = text_of(was, "permission");
        const auto permission_is = text_of(is, "permission");
        if (permission_was != permission_is) {
            if (permission_is.empty()) {
                add(Step::Minor, name + ": needs no permission any more");
            } else {
                add(Step::Major, name + ": needs the permission " + permission_is + " now");
            }
        }
        if (text_of(was, "threads") != text_of(is, "threads"))
            add(Step::Major, name + ": plugins in workers call it in another way now");
        if (text_of(was, "deprecated").empty() && !text_of(is, "deprecated").empty())
            add(Step::Minor, name + ": is deprecated");
        if (text_of(was, "doc") != text_of(is, "doc")) add(Step::Patch, name + ": its description");
    }

  private:
    static std::map<std::string, const Json*> by_name(const Json& list) {
        std::map<std::string, const Json*> result;
        for (const Json& one : list) {
            // A static member and another one may share a name.
            const bool is_static = text_of(one, "kind") == "static";
            result[(is_static ? "static " : "") + text_of(one, "name")] = &one;
        }
        return result;
    }

    template <class Body>
    void each(const Json& before, const Json& after, const char* key, const std::string& prefix,
              Body&& body_of) {
        const auto were = by_name(list_of(before, key));
        const auto are = by_name(list_of(after, key));
        for (const auto& [name, was] : were) {
            const auto found = are.find(name);
            // A record is known by its fields only; what uses it says so itself.
            if (found == are.end()) {
                if (std::string_view(key) != "records")
                    add(Step::Major, prefix + name + ": is gone");
                continue;
            }
            body_of(*was, *found->second, prefix + name);
        }
        for (const auto& [name, is] : are) {
            if (!were.contains(name) && std::string_view(key) != "records")
                add(Step::Minor, prefix + name + ": is new");
        }
    }

    void result_type(const std::string& was, const std::string& is, const std::string& name) {
        if (was == is || was == "void" || was == "unknown") return;
        add(is_within(is, was) ? Step::Minor : Step::Major, name + ": was " + was + ", is " + is);
    }

    void accepted_type(const std::string& was, const std::string& is, const std::string& name) {
        if (was == is) return;
        add(is_within(was, is) ? Step::Minor : Step::Major,
            name + ": took " + was + ", takes " + is);
    }

    void signature(const Json& was, const Json& is, const std::string& name) {
        const Json& old_ones = list_of(was, "parameters");
        const Json& new_ones = list_of(is, "parameters");
        for (std::size_t i = 0; i < std::max(old_ones.size(), new_ones.size()); ++i) {
            const std::string place = name + ": parameter " + std::to_string(i + 1);
            if (i >= old_ones.size()) {
                const bool optional = new_ones[i].value("optional", false);
                add(optional ? Step::Minor : Step::Major,
                    place + (optional ? " is new" : " is new and required"));
                continue;
            }
            if (i >= new_ones.size()) {
                add(Step::Major, place + " is gone");
                continue;
            }
            const bool was_optional = old_ones[i].value("optional", false);
            const bool is_optional = new_ones[i].value("optional", false);
            if (was_optional && !is_optional) add(Step::Major, place + " is required now");
            if (!was_optional && is_optional) add(Step::Minor, place + " may be left out now");
            accepted_type(text_of(old_ones[i], "type"), text_of(new_ones[i], "type"), place);
            if (text_of(old_ones[i], "name") != text_of(new_ones[i], "name"))
                add(Step::Patch, place + " has another name");
        }
        result_type(text_of(was, "result"), text_of(is, "result"), name + ": its result");
    }

    void member(const Json& was, const Json& is, const std::string& name) {
        note(was, is, name);
        const std::string kind_was = text_of(was, "kind");
        const std::string kind_is = text_of(is, "kind");
        const auto is_value = [](const std::string& kind) {
            return kind == "property" || kind == "constant";
        };
        if (kind_was != kind_is && !(is_value(kind_was) && is_value(kind_is)))
            return add(Step::Major, name + ": was a " + kind_was + ", is a " + kind_is);
        if (is_value(kind_is)) {
            // A constant's value is not promised: only what kind of value it is.
            if (kind_was == kind_is && kind_is == "constant") {
                if (was["type"] != is["type"])
                    add(Step::Minor,
                        name + ": was " + text_of(was, "type") + ", is " + text_of(is, "type"));
                return;
            }
            result_type(text_of(was, "type"), text_of(is, "type"), name);
            const auto accepted = text_of(was, "accepts");
            const auto accepts = text_of(is, "accepts");
            if (!accepted.empty() && accepts.empty()) {
                add(Step::Major, name + ": is read-only now");
            } else if (accepted.empty() && !accepts.empty()) {
                add(Step::Minor, name + ": can be written now");
            } else if (!accepted.empty()) {
                accepted_type(accepted, accepts, name);
            }
            return;
        }
        const Json& forms_before = list_of(was, "signatures");
        const Json& forms_after = list_of(is, "signatures");
        if (forms_before.size() == 1 && forms_after.size() == 1)
            return signature(forms_before[0], forms_after[0], name);
        // Overloads: each form that was there has to be there still, or in a wider form.
        for (std::size_t i = 0; i < forms_before.size(); ++i) {
            const bool found =
                std::any_of(forms_after.begin(), forms_after.end(), [&](const Json& form) {
                    Comparison attempt;
                    attempt.signature(forms_before[i], form, name);
                    return std::none_of(
                        attempt.changes.begin(), attempt.changes.end(),
                        [](const Change& change) { return change.step == Step::Major; });
                });
            if (!found) add(Step::Major, name + ": its form " + std::to_string(i + 1) + " is gone");
        }
        if (forms_after.size() > forms_before.size()) add(Step::Minor, name + ": has a new form");
    }

    void type(const Json& was, const Json& is, const std::string& name) {
        note(was, is, name);
        for (const Json& base : list_of(was, "bases")) {
            const Json& bases = list_of(is, "bases");
            if (std::find(bases.begin(), bases.end(), base) == bases.end())
                add(Step::Major, name + ": is no " + base.get<std::string>() + " any more");
        }
        for (const Json& base : list_of(is, "bases")) {
            const Json& bases = list_of(was, "bases");
            if (std::find(bases.begin(), bases.end(), base) == bases.end())
                add(Step::Minor, name + ": is a " + base.get<std::string>() + " now");
        }
        each(was, is, "members", name + ".",
             [this](const Json& old_one, const Json& new_one, const std::string& full) {
                 member(old_one, new_one, full);
             });
    }

    void enumeration(const Json& was, const Json& is, const std::string& name) {
        note(was, is, name);
        std::map<std::string, Json> were;
        for (const Json& value : list_of(was, "values"))
            were[text_of(value, "name")] = value["value"];
        std::map<std::string, Json> are;
        for (const Json& value : list_of(is, "values"))
            are[text_of(value, "name")] = value["value"];
        for (const auto& [key, value] : were) {
            const auto found = are.find(key);
            if (found == are.end()) {
                add(Step::Major, name + "." + key + ": is gone");
            } else if (found->second != value) {
                add(Step::Major,
                    name + "." + key + ": was " + value.dump() + ", is " + found->second.dump());
            }
        }
        for (const auto& [key, value] : are) {
            if (!were.contains(key)) add(Step::Minor, name + "." + key + ": is new");
        }
    }

    void record(const Json& was, const Json& is, const std::string& name) {
        std::map<std::string, const Json*> were;
        for (const Json& field : list_of(was, "fields"))
            were[text_of(field, "name")] = &field;
        std::map<std::string, const Json*> are;
        for (const Json& field : list_of(is, "fields"))
            are[text_of(field, "name")] = &field;
        for (const auto& [key, field] : were) {
            const auto found = are.find(key);
            if (found == are.end()) {
                add(Step::Major, name + "." + key + ": is gone");
                continue;
            }
            // It may go in or come out, so neither direction may change.
            const auto type_was = text_of(*field, "type");
            const auto type_is = text_of(*found->second, "type");
            if (type_was != type_is)
                add(Step::Major, name + "." + key + ": was " + type_was + ", is " + type_is);
            if (field->value("optional", false) && !found->second->value("optional", false))
                add(Step::Major, name + "." + key + ": is required now");
        }
        for (const auto& [key, field] : are) {
            if (were.contains(key)) continue;
            const bool optional = field->value("optional", false);
            add(optional ? Step::Minor : Step::Major,
                name + "." + key + (optional ? ": is new" : ": is new and required"));
        }
    }
};

struct Numbers {
    long major = 0;
    long minor = 0;
    long patch = 0;
    auto operator<=>(const Numbers&) const = default;
};

Numbers numbers_of(const std::string& version) {
    Numbers numbers;
    std::sscanf(version.c_str(), "%ld.%ld.%ld", &numbers.major, &numbers.minor, &numbers.patch);
    return numbers;
}

/// The least version after `from` for such a step; before 1.0 all moves one place to the right.
Numbers least_after(Numbers from, Step step) {
    const bool early = from.major == 0;
    if (step == Step::Major && !early) return {from.major + 1, 0, 0};
    if ((step == Step::Major && early) || (step == Step::Minor && !early))
        return {from.major, from.minor + 1, 0};
    if (step != Step::None) return {from.major, from.minor, from.patch + 1};
    return from;
}

std::string to_text(const Numbers& numbers) {
    return std::to_string(numbers.major) + "." + std::to_string(numbers.minor) + "." +
           std::to_string(numbers.patch);
}

const char* name_of(Step step) {
    switch (step) {
        case Step::None:
            return "none";
        case Step::Patch:
            return "patch";
        case Step::Minor:
            return "minor";
        case Step::Major:
            return "major";
    }
    return "";
}

const Json* find_module(const Json& manifest, const std::string& name) {
    for (const Json& module : list_of(manifest, "modules")) {
        if (text_of(module, "name") == name) return &module;
    }
    return nullptr;
}

std::vector<Change> changes_of_module(const Json& was, const Json& is) {
    Comparison comparison;
    const std::string name = text_of(was, "name");
    comparison.note(was, is, name);
    comparison.body(was, is, name + ".");
    std::stable_sort(
        comparison.changes.begin(), comparison.changes.end(),
        [](const Change& left, const Change& right) { return left.step > right.step; });
    return std::move(comparison.changes);
}

}  // namespace

std::vector<Change> changes_between(const Json& before, const Json& after) {
    std::vector<Change> changes;
    for (const Json& was : list_of(before, "modules")) {
        const std::string name = text_of(was, "name");
        const Json* const is = find_module(after, name);
        if (is == nullptr) {
            changes.push_back({Step::Major, name + ": the module is gone"});
            continue;
        }
        for (Change& change : changes_of_module(was, *is))
            changes.push_back(std::move(change));
    }
    for (const Json& is : list_of(after, "modules")) {
        if (find_module(before, text_of(is, "name")) == nullptr)
            changes.push_back({Step::Minor, text_of(is, "name") + ": the module is new"});
    }
    std::stable_sort(changes.begin(), changes.end(), [](const Change& left, const Change& right) {
        return left.step > right.step;
    });
    return changes;
}

Verdict compare(const Json& before, const Json& after) {
    Verdict verdict;
    for (const Json& was : list_of(before, "modules")) {
        const std::string name = text_of(was, "name");
        const Json* const is = find_module(after, name);
        if (is == nullptr) {
            verdict.text += name + ": the module is gone (major)\n";
            verdict.version_suffices = false;
            continue;
        }
        const auto changes = changes_of_module(was, *is);
        const Step due = changes.empty() ? Step::None : changes.front().step;
        const auto version_was = text_of(was, "version");
        const auto version_is = text_of(*is, "version");
        const Numbers least = least_after(numbers_of(version_was), due);
        const bool enough = numbers_of(version_is) >= least;
        verdict.text += name + " " + version_was + " -> " + version_is + ": " + name_of(due) +
                        (due == Step::None ? ", nothing changed\n" : "\n");
        for (const Change& change : changes)
            verdict.text += std::string("  ") + name_of(change.step) + "  " + change.text + "\n";
        if (!enough) {
            verdict.text += "  The version has to be " + to_text(least) + " at least.\n";
            verdict.version_suffices = false;
        }
    }
    for (const Json& is : list_of(after, "modules")) {
        const std::string name = text_of(is, "name");
        if (find_module(before, name) == nullptr)
            verdict.text += name + " " + text_of(is, "version") + ": the module is new\n";
    }
    return verdict;
}

}  // namespace plinth::typings
