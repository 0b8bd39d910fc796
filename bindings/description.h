// SPDX-License-Identifier: MIT
// What a module declared: names, kinds, notes, and how to spell the types. Filled while a module is
// declared, if somebody wants to know: typings, and whoever offers the module in another placement.

#pragma once

#include <cstdint>
#include <list>
#include <string>
#include <utility>
#include <vector>

#include "bindings/note.h"
#include "bindings/object.h"
#include "bindings/spelling.h"

namespace plinth::js {

enum class MemberKind : std::uint8_t {
    Function,
    Property,  ///< Of a module, or of the objects of a class.
    Constant,
    Constructor,
    Method,
    Static,
    Event,
};

struct MemberDescription {
    MemberKind kind;
    std::string name;  ///< "[Symbol.iterator]" for the one symbol that there is.
    detail::Shapes shapes;
    detail::Shapes setter;  ///< Of a property that can be written.
    std::string literal;    ///< A constant's type: `5`, `'native'`.
    Note note;
    bool read_only = false;
    bool is_static = false;  ///< Of a property: of the class itself.
};

struct ClassDescription {
    std::string name;
    detail::TypeTag type = nullptr;
    std::vector<detail::TypeTag> bases;
    Note note;
    std::vector<MemberDescription> members;
    bool value = false;  ///< Its objects cross by copy, as objects of this class.
};

struct EnumDescription {
    std::string name;
    const void* key = nullptr;
    bool as_strings = false;
    std::vector<std::pair<std::string, std::int64_t>> values;
    Note note;
};

struct ModuleDescription {
    std::string name;
    std::string version;
    Note note;
    std::vector<MemberDescription> members;
    std::vector<ClassDescription> classes;
    std::vector<EnumDescription> enums;
    std::list<ModuleDescription> objects;  ///< Modules inside, such as `game.draw`.
};

}  // namespace plinth::js
