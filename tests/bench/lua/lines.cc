// SPDX-License-Identifier: MIT
// The lines of binding_bench.cc in Lua, bound by hand with its C API: what a binding library on Lua
// can reach at best. Built twice, for Lua 5.4 and for LuaJIT.

#include <cstdint>
#include <cstring>
#include <map>
#include <new>
#include <string>
#include <vector>

extern "C" {
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
}

namespace {

constexpr const char* kShip = "bench.Ship";
constexpr const char* kVec3 = "bench.Vec3";

struct Ship {
    double heading = 0;
};
struct Vec3 {
    double x, y, z;
};

int add(lua_State* lua) {
    lua_pushnumber(lua, luaL_checknumber(lua, 1) + luaL_checknumber(lua, 2));
    return 1;
}
int turn(lua_State* lua) {
    auto* const ship = static_cast<Ship*>(luaL_checkudata(lua, 1, kShip));
    ship->heading += luaL_checknumber(lua, 2);
    return 0;
}
int ship_index(lua_State* lua) {
    auto* const ship = static_cast<Ship*>(luaL_checkudata(lua, 1, kShip));
    if (std::strcmp(luaL_checkstring(lua, 2), "heading") == 0) {
        lua_pushnumber(lua, ship->heading);
        return 1;
    }
    lua_getmetatable(lua, 1);
    lua_pushvalue(lua, 2);
    lua_rawget(lua, -2);
    return 1;
}
int ship_new_index(lua_State* lua) {
    auto* const ship = static_cast<Ship*>(luaL_checkudata(lua, 1, kShip));
    if (std::strcmp(luaL_checkstring(lua, 2), "heading") == 0)
        ship->heading = luaL_checknumber(lua, 3);
    return 0;
}
int new_ship(lua_State* lua) {
    new (lua_newuserdata(lua, sizeof(Ship))) Ship;
    luaL_getmetatable(lua, kShip);
    lua_setmetatable(lua, -2);
    return 1;
}
int ship_gc(lua_State* lua) {
    static_cast<Ship*>(luaL_checkudata(lua, 1, kShip))->~Ship();
    return 0;
}
int new_vec3(lua_State* lua) {
    const Vec3 value{luaL_checknumber(lua, 1), luaL_checknumber(lua, 2), luaL_checknumber(lua, 3)};
    new (lua_newuserdata(lua, sizeof(Vec3))) Vec3(value);
    luaL_getmetatable(lua, kVec3);
    lua_setmetatable(lua, -2);
    return 1;
}
int vec3_plus(lua_State* lua) {
    const auto* const a = static_cast<Vec3*>(luaL_checkudata(lua, 1, kVec3));
    const auto* const b = static_cast<Vec3*>(luaL_checkudata(lua, 2, kVec3));
    const Vec3 sum{a->x + b->x, a->y + b->y, a->z + b->z};
    new (lua_newuserdata(lua, sizeof(Vec3))) Vec3(sum);
    luaL_getmetatable(lua, kVec3);
    lua_setmetatable(lua, -2);
    return 1;
}
int text_in(lua_State* lua) {
    std::size_t length = 0;
    const char* const text = luaL_checklstring(lua, 1, &length);
    const std::string copy(text, length);
    lua_pushinteger(lua, static_cast<lua_Integer>(copy.size()));
    return 1;
}
int text_out(lua_State* lua) {
    lua_pushlstring(lua, "a text of twenty-six bytes", 26);
    return 1;
}
int call_me(lua_State* lua) {
    lua_pushvalue(lua, 1);
    lua_pushinteger(lua, 1);
    lua_call(lua, 1, 1);
    return 1;
}
int numbers_in(lua_State* lua) {
    luaL_checktype(lua, 1, LUA_TTABLE);
    std::vector<double> numbers(100);
    for (int i = 0; i < 100; ++i) {
        lua_rawgeti(lua, 1, i + 1);
        numbers[static_cast<std::size_t>(i)] = luaL_checknumber(lua, -1);
        lua_pop(lua, 1);
    }
    lua_pushnumber(lua, numbers.back());
    return 1;
}
int numbers_out(lua_State* lua) {
    lua_createtable(lua, 100, 0);
    for (int i = 0; i < 100; ++i) {
        lua_pushnumber(lua, i + 0.5);
        lua_rawseti(lua, -2, i + 1);
    }
    return 1;
}

constexpr const char* kScript = R"lua(
lines = {}
lines['add'] = function(n) local f, s = add, 0; for i = 1, n do s = f(s, i) end; return s end
lines['method'] = function(n) local s = Ship(); for i = 1, n do s:turn(i) end end
lines['get'] = function(n) local s, t = Ship(), 0; for i = 1, n do t = t + s.heading end; return t end
lines['set'] = function(n) local s = Ship(); for i = 1, n do s.heading = i end end
lines['new'] = function(n) for i = 1, n do Ship() end end
lines['vec3'] = function(n) local a, b = Vec3(0, 0, 0), Vec3(1, 2, 3); for i = 1, n do a = a + b end end
lines['text in'] = function(n) local f, s = textIn, 0; for i = 1, n do s = s + f('a text of twenty-six bytes') end end
lines['text out'] = function(n) local f, s = textOut, 0; for i = 1, n do s = s + #f() end end
lines['callback'] = function(n) local f, g, s = callMe, function(x) return x + 1 end, 0; for i = 1, n do s = s + f(g) end end
lines['numbers in'] = function(n) local f, a, s = numbersIn, {}, 0; for i = 1, 100 do a[i] = i + 0.5 end; for i = 1, n do s = s + f(a) end end
lines['numbers out'] = function(n) local f, s = numbersOut, 0; for i = 1, n do s = s + #f() end end
local handlers = {}
sum = 0
for i = 1, 10 do handlers[i] = function(h) sum = sum + h.x + h.y * i end end
function dispatch(t, x, y) local h = { target = t, x = x, y = y }; for i = 1, 10 do handlers[i](h) end end
if jit then
  local ffi = require('ffi')
  ffi.cdef('typedef struct { double x; } plinth_seen;')
  lines['get+set, FFI'] = function(n) local s, t = ffi.new('plinth_seen'), 0; for i = 1, n do t = t + s.x; s.x = t end end
end
lines['event to 10 listeners, by dispatcher'] = false
)lua";

lua_State* start() {
    lua_State* const lua = luaL_newstate();
    luaL_openlibs(lua);
    lua_register(lua, "add", add);
    lua_register(lua, "Ship", new_ship);
    lua_register(lua, "Vec3", new_vec3);
    lua_register(lua, "textIn", text_in);
    lua_register(lua, "textOut", text_out);
    lua_register(lua, "callMe", call_me);
    lua_register(lua, "numbersIn", numbers_in);
    lua_register(lua, "numbersOut", numbers_out);
    luaL_newmetatable(lua, kShip);
    const auto method = [&](const char* name, lua_CFunction function) {
        lua_pushcfunction(lua, function);
        lua_setfield(lua, -2, name);
    };
    method("turn", turn);
    method("__index", ship_index);
    method("__newindex", ship_new_index);
    method("__gc", ship_gc);
    lua_pop(lua, 1);
    luaL_newmetatable(lua, kVec3);
    method("__add", vec3_plus);
    lua_pop(lua, 1);
    if (luaL_dostring(lua, kScript) != 0) return nullptr;
    return lua;
}

lua_State* state() {
    static lua_State* const lua = start();
    return lua;
}

const char* const kNames[] = {"add",          "method",      "get",
                              "set",          "new",         "vec3",
                              "text in",      "text out",    "callback",
                              "numbers in",   "numbers out", "event to 10 listeners, by dispatcher",
#ifdef LUAJIT_VERSION_NUM_EXPECTED
                              "get+set, FFI",
#endif
                              nullptr};

}  // namespace

extern "C" const char* const* plinth_bench_lua_lines() {
    return kNames;
}

extern "C" void plinth_bench_lua(const char* name, std::int64_t calls) {
    lua_State* const lua = state();
    if (lua == nullptr) return;
    if (std::strncmp(name, "event", 5) == 0) {
        for (std::int64_t i = 0; i < calls; ++i) {
            lua_getglobal(lua, "dispatch");
            lua_pushnumber(lua, 1);
            lua_pushnumber(lua, 0.5);
            lua_pushnumber(lua, 2);
            lua_call(lua, 3, 0);
        }
        return;
    }
    lua_getglobal(lua, "lines");
    lua_getfield(lua, -1, name);
    lua_pushinteger(lua, static_cast<lua_Integer>(calls));
    lua_call(lua, 1, 0);
    lua_pop(lua, 1);
}
