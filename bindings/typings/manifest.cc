// SPDX-License-Identifier: MIT
// Spelling the types of described modules.

#include "bindings/typings/manifest.h"

#include <map>
#include <stdexcept>
#include <utility>

namespace plinth::typings {
namespace {

using js::MemberDescription;
using js::MemberKind;
using js::ModuleDescription;
using js::Way;

// Stands behind the name of a record as script gives it, until it is known whether it needs a name
// of its own.
constexpr char kInputMark = '\x01';

/// Where a class or enum is declared: the module's name and its path inside.
struct Place {
    std::string module;
    std::string path;
};

using Places = std::map<const void*, Place>;

void find_places(const ModuleDescription& description, const std::string& module,
                 const std::string& prefix, Places& places) {
    for (const auto& type : description.classes)
        places[type.type] = {module, prefix + type.name};
    for (const auto& names : description.enums)
        places[names.key] = {module, prefix + names.name};
    for (const auto& object : description.objects)
        find_places(object, module, prefix + object.name + ".", places);
}

/// Spells what one module mentions, and keeps the records that it comes across.
class ModuleSpelling final : public js::Spelling {
  public:
    ModuleSpelling(std::string module, const Places& places)
        : module_(std::move(module)), places_(places) {}

    std::string named(const void* key, std::string_view otherwise) override {
        const auto found = places_.find(key);
        if (found == places_.end()) return std::string(otherwise);
        if (found->second.module == module_) return found->second.path;
        return "import('" + found->second.module + "')." + found->second.path;
    }

    bool wants_record(const void* key, std::string_view cpp_name, Way way) override {
        // A value type is its class where script gets it; any object with its fields where script
        // gives it.
        const auto place = places_.find(key);
        if (place != places_.end() && way == Way::Out) return false;
        Record& record = records_[key];
        if (record.name.empty()) {
            record.name = place == places_.end() ? std::string(cpp_name)
                                                 : last_word(place->second.path) + "Like";
            order_.push_back(key);
        }
        bool& met = way == Way::In ? record.met_in : record.met_out;
        return !std::exchange(met, true);
    }
    void add_record(const void* key, Way way, std::vector<Field> fields) override {
        (way == Way::In ? records_[key].in : records_[key].out) = std::move(fields);
    }
    std::string record_name(const void* key, Way way) override {
        if (way == Way::Out && places_.contains(key)) return named(key, "");
        const std::string& name = records_[key].name;
        return way == Way::In ? name + kInputMark : name;
    }

    /// Gives the records their names, here and in everything that was spelled.
    Json finish(Json module) {
        give_unique_names();
        std::map<std::string, bool> differs;
        for (const void* const key : order_) {
            const Record& record = records_[key];
            differs[record.name] = record.met_in && record.met_out && !same(record);
        }
        Json list = Json::array();
        for (const void* const key : order_) {
            const Record& record = records_[key];
            if (record.met_out || !differs[record.name])
                list.push_back(to_json(record.name, record.met_out ? record.out : record.in));
            if (differs[record.name]) list.push_back(to_json(record.name + "Input", record.in));
        }
        if (!list.empty()) module["records"] = std::move(list);
        resolve(module, differs);
        return module;
    }

  private:
    struct Record {
        std::string name;
        bool met_in = false;
        bool met_out = false;
        std::vector<Field> in;
        std::vector<Field> out;
    };

    static std::string last_word(const std::string& path) {
        const std::size_t dot = path.rfind('.');
        return dot == std::string::npos ? path : path.substr(dot + 1);
    }

    static bool same(const Record& record) {
        // A marked name inside may turn out to be another; then both are written out.
        if (record.in.size() != record.out.size()) return false;
        for (std::size_t i = 0; i < record.in.size(); ++i) {
            if (record.in[i].type != record.out[i].type) return false;
        }
        return true;
    }

    static Json to_json(const std::string& name, const std::vector<Field>& fields) {
        Json list = Json::array();
        for (const Field& field : fields) {
            Json one = {{"name", field.name}, {"type", field.type}};
            if (field.optional) one["optional"] = true;
            list.push_back(std::move(one));
        }
        return {{"name", name}, {"fields", std::move(list)}};
    }

    void give_unique_names() {
        // Two C++ types of one name in different namespaces: rare, and then the later gets a
        // number.
        std::map<std::string, int> taken;
        for (const void* const key : order_) {
            std::string& name = records_[key].name;
            for (char& letter : name) {
                if (letter == '<' || letter == '>' || letter == ',' || letter == ' ' ||
                    letter == ':')
                    letter = '_';
            }
            if (const int count = ++taken[name]; count > 1) name += std::to_string(count);
        }
    }

    static void resolve(Json& json, const std::map<std::string, bool>& differs) {
        if (json.is_string()) {
            auto& text = json.get_ref<std::string&>();
            if (text.find(kInputMark) != std::string::npos) text = resolved(text, differs);
        } else if (json.is_structured()) {
            for (auto& inner : json)
                resolve(inner, differs);
        }
    }
    static std::string resolved(const std::string& text,
                                const std::map<std::string, bool>& differs) {
        std::string result;
        for (const char letter : text) {
            if (letter != kInputMark) {
                result += letter;
                continue;
            }
            std::size_t start = result.size();
            while (start > 0 && (std::isalnum(static_cast<unsigned char>(result[start - 1])) != 0 ||
                                 result[start - 1] == '_'))
                --start;
            const auto found = differs.find(result.substr(start));
            if (found != differs.end() && found->second) result += "Input";
        }
        return result;
    }

    std::string module_;
    const Places& places_;
    std::map<const void*, Record> records_;
    std::vector<const void*> order_;
};

void add_note(Json& json, const js::Note& note) {
    const auto text = [&](const char* key, const char* value) {
        if (value != nullptr) json[key] = value;
    };
    text("doc", note.doc_text());
    text("since", note.since_text());
    text("deprecated", note.deprecated_text());
    text("permission", note.permission_name());
    if (note.threads() == js::Threads::Any) json["threads"] = "any";
    if (note.threads() == js::Threads::GameOnly) json["threads"] = "game only";
}

std::string parameter_name(const js::Note& note, std::size_t index) {
    if (const char* const name = note.name_of(index)) return name;
    return std::string(1, static_cast<char>('a' + index % 26));
}

/// `way` is how the parameters go: a listener of an event gets them.
Json to_json(const js::detail::Shape& shape, const js::Note& note, js::Spelling& spelling,
             Way way = Way::In) {
    Json parameters = Json::array();
    std::size_t index = 0;
    for (std::size_t i = 0; i < shape.count; ++i) {
        if (shape.parameters[i] == nullptr) continue;
        Json parameter = {{"name", parameter_name(note, index)},
                          {"type", shape.parameters[i](spelling, way)}};
        if (index >= shape.required && way == Way::In) parameter["optional"] = true;
        parameters.push_back(std::move(parameter));
        ++index;
    }
    Json signature = {{"parameters", std::move(parameters)},
                      {"result", shape.result(spelling, Way::Out)}};
    if (shape.variadic) signature["rest"] = true;
    return signature;
}

const char* kind_name(MemberKind kind) {
    switch (kind) {
        case MemberKind::Function:
            return "function";
        case MemberKind::Property:
            return "property";
        case MemberKind::Constant:
            return "constant";
        case MemberKind::Constructor:
            return "constructor";
        case MemberKind::Method:
            return "method";
        case MemberKind::Static:
            return "static";
        case MemberKind::Event:
            return "event";
    }
    return "";
}

Json to_json(const MemberDescription& member, js::Spelling& spelling) {
    Json json = {{"kind", kind_name(member.kind)}, {"name", member.name}};
    add_note(json, member.note);
    if (member.kind == MemberKind::Constant) {
        json["type"] = member.literal;
        return json;
    }
    if (member.kind == MemberKind::Property) {
        if (member.is_static) json["static"] = true;
        json["type"] = member.shapes.count == 0
                           ? "unknown"
                           : member.shapes.first[0]->result(spelling, Way::Out);
        if (member.setter.count != 0) {
            const js::detail::Shape& setter = *member.setter.first[0];
            for (std::size_t i = 0; i < setter.count; ++i) {
                if (setter.parameters[i] != nullptr)
                    json["accepts"] = setter.parameters[i](spelling, Way::In);
            }
            // A view field has one shape for both.
            if (!json.contains("accepts")) json["accepts"] = setter.result(spelling, Way::In);
        }
        return json;
    }
    Json signatures = Json::array();
    for (std::size_t i = 0; i < member.shapes.count; ++i)
        signatures.push_back(to_json(*member.shapes.first[i], member.note, spelling,
                                     member.kind == MemberKind::Event ? Way::Out : Way::In));
    if (member.shapes.count == 0)
        signatures.push_back(
            {{"parameters", Json::array()}, {"result", "unknown"}, {"rest", true}});
    json["signatures"] = std::move(signatures);
    return json;
}

Json to_json(const std::vector<MemberDescription>& members, js::Spelling& spelling) {
    Json list = Json::array();
    for (const MemberDescription& member : members)
        list.push_back(to_json(member, spelling));
    return list;
}

Json to_json(const ModuleDescription& module, js::Spelling& spelling) {
    Json json = {{"name", module.name}};
    if (!module.version.empty()) json["version"] = module.version;
    add_note(json, module.note);
    json["members"] = to_json(module.members, spelling);
    Json classes = Json::array();
    for (const js::ClassDescription& type : module.classes) {
        Json one = {{"name", type.name}};
        add_note(one, type.note);
        if (type.value) one["value"] = true;
        if (!type.bases.empty()) {
            one["bases"] = Json::array();
            for (const js::detail::TypeTag base : type.bases)
                one["bases"].push_back(spelling.named(base, "object"));
        }
        one["members"] = to_json(type.members, spelling);
        classes.push_back(std::move(one));
    }
    json["classes"] = std::move(classes);
    Json enums = Json::array();
    for (const js::EnumDescription& names : module.enums) {
        Json one = {{"name", names.name}};
        add_note(one, names.note);
        one["values"] = Json::array();
        for (const auto& [name, value] : names.values) {
            one["values"].push_back(
                {{"name", name}, {"value", names.as_strings ? Json(name) : Json(value)}});
        }
        enums.push_back(std::move(one));
    }
    json["enums"] = std::move(enums);
    Json objects = Json::array();
    for (const ModuleDescription& object : module.objects)
        objects.push_back(to_json(object, spelling));
    json["objects"] = std::move(objects);
    return json;
}

}  // namespace

Json manifest_of(const std::vector<ModuleDescription>& modules) {
    Places places;
    for (const ModuleDescription& module : modules)
        find_places(module, module.name, "", places);
    Json list = Json::array();
    for (const ModuleDescription& module : modules) {
        ModuleSpelling spelling(module.name, places);
        Json json = to_json(module, spelling);
        list.push_back(spelling.finish(std::move(json)));
    }
    return {{"plinth", 1}, {"modules", std::move(list)}};
}

std::string text_of(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found == json.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

const Json& list_of(const Json& json, const char* key) {
    static const Json kNone = Json::array();
    const auto found = json.find(key);
    return found == json.end() || !found->is_array() ? kNone : *found;
}

Json read_manifest(std::string_view text) {
    Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("modules") || !json["modules"].is_array())
        throw std::runtime_error("it is no API manifest");
    for (const Json& module : json["modules"]) {
        if (!module.is_object() || !module.contains("name") || !module["name"].is_string())
            throw std::runtime_error("one of its modules has no name");
    }
    return json;
}

}  // namespace plinth::typings
