// SPDX-License-Identifier: MIT
// plinth, native half: how a plugin's JavaScript answers the supervisor.
//
// Thread: the plugin's loop. Calls JS: never.

#include <string>

#include "host/api/plinth/remote.h"
#include "host/api/plinth/storage.h"
#include "host/env/native_module.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

void loaded(Env& env) {
    if (env.life() != nullptr) env.life()->on_loaded(env);
}

void activated(Env& env) {
    if (env.life() != nullptr) env.life()->on_activated(env);
}

void deactivated(const Info& info) {
    Env& env = Env::from(info);
    if (env.life() != nullptr) env.life()->on_deactivated(env, info[0]);
}

// activate() or deactivate() returned a promise that was rejected.
void failed(const Info& info) {
    Env& env = Env::from(info);
    const v8::Local<v8::Message> message = v8::Exception::CreateMessage(info.GetIsolate(), info[0]);
    env.report(info[0], message, Env::Origin::Promise);
}

void want_frames(Env& env, bool wanted) {
    env.want_frames(wanted);
}

// Under `plinth run` there are no frames: game time is the program's.
double game_time(Env& env) {
    if (env.life() != nullptr) return env.life()->game_time();
    return static_cast<double>(uv_hrtime() - env.started_at_ns()) / 1e9;
}

double time_scale(Env& env) {
    return env.life() != nullptr ? env.life()->time_scale() : 1;
}

void schedule_game_timers(Env& env, double due) {
    env.schedule_game_timers(due);
}

bool has_frames(Env& env) {
    return env.life() != nullptr;
}

void evaluated(Env& env, int id, const std::string& kind, const std::string& text) {
    if (env.life() != nullptr) env.life()->on_evaluated(env, id, kind, text);
}

}  // namespace

void init_plinth(NativeModule& module) {
    module.function<&loaded>("loaded")
        .function<&activated>("activated")
        .raw("deactivated", &deactivated)
        .raw("failed", &failed)
        .function<&evaluated>("evaluated")
        .function<&want_frames>("wantFrames")
        .function<&game_time>("gameTime")
        .function<&time_scale>("timeScale")
        .function<&schedule_game_timers>("scheduleGameTimers")
        .function<&has_frames>("hasFrames");
    add_storage_calls(module);
    add_remote(module);
}

}  // namespace plinth::api
