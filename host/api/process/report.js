'use strict';
// SPDX-License-Identifier: MIT

// process.report: what is known of a program or plugin, as one object or as a file, for a bug report.
// Differs from Node: no native stack; what a plugin may not read (limits and libraries of the OS
// process) is left out.

require('internal/on-first-use');
const native = internalBinding('process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { signalNumber } = require('internal/signals');
const { validateBoolean, validateString } = require('internal/validate');

const REPORT_VERSION = 3;  // Of Node 20.

const settings = {
  compact: false,
  directory: '',
  excludeNetwork: false,
  filename: '',
  reportOnFatalError: false,
  reportOnSignal: false,
  reportOnUncaughtException: false,
  signal: 'SIGUSR2',
};
let written = 0;

const two = (number) => String(number).padStart(2, '0');

function localTime(date) {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}Z`;
}

function defaultName(date) {
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  const time = `${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
  return `report.${day}.${time}.${process.pid}.0.${String(++written).padStart(3, '0')}.json`;
}

function networkInterfaces() {
  const all = [];
  for (const [name, addresses] of Object.entries(os.networkInterfaces())) {
    for (const { internal, mac, address, netmask, family, scopeid } of addresses) {
      all.push({ name, internal, mac, address, netmask, family, ...(scopeid ? { scopeid } : {}) });
    }
  }
  return all;
}

function header(event, trigger, filename, date) {
  const facts = {
    reportVersion: REPORT_VERSION,
    event,
    trigger,
    filename,
    dumpEventTime: localTime(date),
    dumpEventTimeStamp: String(date.getTime()),
    processId: process.pid,
    threadId: 0,
    cwd: process.cwd(),
    commandLine: [process.argv0, ...process.execArgv, ...process.argv.slice(1)],
    nodejsVersion: process.version,
    plinthVersion: `v${process.versions.plinth}`,
    wordSize: 64,
    arch: process.arch,
    platform: process.platform,
    componentVersions: { ...process.versions },
    release: { ...process.release },
    osName: os.type(),
    osRelease: os.release(),
    osVersion: os.version(),
    osMachine: os.machine(),
    cpus: os.cpus().map(({ model, speed, times }) => ({ model, speed, ...times })),
    host: os.hostname(),
  };
  // What packages with native parts tell musl from glibc by.
  const glibc = native.glibcVersion();
  if (glibc !== '') facts.glibcVersionRuntime = glibc;
  if (!settings.excludeNetwork) facts.networkInterfaces = networkInterfaces();
  return facts;
}

// The words of an error and the lines of its stack; who asked, without one.
function javascriptStack(error) {
  const { stack } = error;
  if (typeof stack !== 'string') return { message: String(error?.message ?? error), stack: [] };
  const [message, ...lines] = stack.split('\n');
  const errorProperties = {};
  for (const key of Object.keys(error)) errorProperties[key] = String(error[key]);
  return { message, stack: lines.map((line) => line.trim()), errorProperties };
}

function javascriptHeap() {
  const { heapTotal, heapUsed, external } = process.memoryUsage();
  return {
    totalMemory: heapTotal, usedMemory: heapUsed, availableMemory: os.freemem(),
    externalMemory: external,
  };
}

function resourceUsage() {
  const usage = process.resourceUsage();
  const { rss } = process.memoryUsage();
  return {
    free_memory: os.freemem(),
    total_memory: os.totalmem(),
    rss,
    userCpuSeconds: usage.userCPUTime / 1e6,
    kernelCpuSeconds: usage.systemCPUTime / 1e6,
    maxRss: usage.maxRSS * 1024,
    pageFaults: {
      IORequired: usage.majorPageFault, IONotRequired: usage.minorPageFault,
    },
    fsActivity: { reads: usage.fsRead, writes: usage.fsWrite },
  };
}

function readLines(file) {
  try {
    return fs.readFileSync(file, 'latin1').split('\n');
  } catch {
    return [];  // A plugin may not; not every system has it.
  }
}

function userLimits() {
  const limits = {};
  for (const line of readLines('/proc/self/limits').slice(1)) {
    const match = /^(.+?) {2,}(\S+) +(\S+)/.exec(line);
    if (match === null) continue;
    const name = match[1].toLowerCase().replace(/^max /, '').replaceAll(' ', '_');
    limits[name] = { soft: match[2], hard: match[3] };
  }
  return limits;
}

function sharedObjects() {
  const files = new Set();
  for (const line of readLines('/proc/self/maps')) {
    const at = line.indexOf('/');
    if (at > 0 && / r-xp /.test(line)) files.add(line.slice(at));
  }
  return [...files];
}

function makeReport(event, trigger, filename, error, date = new Date()) {
  return {
    header: header(event, trigger, filename, date),
    javascriptStack: javascriptStack(error),
    javascriptHeap: javascriptHeap(),
    nativeStack: [],
    resourceUsage: resourceUsage(),
    libuv: process.getActiveResourcesInfo().map((type) => ({ type, is_active: true })),
    workers: [],
    environmentVariables: { ...process.env },
    userLimits: userLimits(),
    sharedObjects: sharedObjects(),
  };
}

function callSite(from) {
  const error = new Error('JavaScript Callstack');
  Error.captureStackTrace(error, from);
  return error;
}

function checkError(error) {
  if (error !== undefined && (error === null || typeof error !== 'object')) {
    throw new ERR_INVALID_ARG_TYPE('err', 'Object', error);
  }
}

/** What is known now, as a JSON-compatible object. */
function getReport(error) {
  checkError(error);
  return makeReport('JavaScript API', 'GetReport', null, error ?? callSite(getReport));
}

function write(event, trigger, file, error) {
  const date = new Date();
  const name = file || settings.filename || defaultName(date);
  const report = makeReport(event, trigger, name, error, date);
  const text = `${JSON.stringify(report, null, settings.compact ? 0 : 2)}\n`;
  if (name === 'stdout' || name === 'stderr') {
    process[name].write(text);
    return name;
  }
  const place = path.resolve(settings.directory || process.cwd(), name);
  process.stderr.write(`\nWriting report to file: ${name}\n`);
  fs.writeFileSync(place, text);
  process.stderr.write('Report completed\n');
  return name;
}

/** Writes a report and returns the name of its file. */
function writeReport(file, error) {
  if (file !== null && typeof file === 'object') [file, error] = [undefined, file];
  else if (file !== undefined && typeof file !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('file', 'String', file);
  }
  checkError(error);
  return write('JavaScript API', 'WriteReport', file, error ?? callSite(writeReport));
}

const onError = (error) => {
  const shown = error !== null && typeof error === 'object' ? error : new Error(String(error));
  write('Exception', 'Exception', undefined, shown);
};
const onSignal = (name) => write(name, 'Signal', undefined, callSite(onSignal));

function follow(name, value) {
  if (name === 'reportOnUncaughtException') {
    process.off('uncaughtExceptionMonitor', onError);
    if (value) process.on('uncaughtExceptionMonitor', onError);
  }
  if (name === 'reportOnSignal' || name === 'signal') {
    process.off(settings.signal, onSignal);
    const signal = name === 'signal' ? value : settings.signal;
    if (name === 'signal' ? settings.reportOnSignal : value) process.on(signal, onSignal);
  }
}

function setOption(name, value) {
  if (typeof settings[name] === 'boolean') {
    validateBoolean(value, name === 'compact' ? 'value' : name);
  } else {
    validateString(value, name);
  }
  if (name === 'signal') signalNumber(value);
  follow(name, value);
  settings[name] = value;
}

const report = { getReport, writeReport };
for (const name of Object.keys(settings)) {
  Object.defineProperty(report, name, {
    configurable: true, enumerable: true,
    get: () => settings[name],
    set: (value) => setOption(name, value),
  });
}

module.exports = { report };
