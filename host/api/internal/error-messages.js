'use strict';
// SPDX-License-Identifier: MIT

// Node's error codes: for each the base class and the message, or a function that words it.
// A code that a single built-in uses may instead be defined there, with errors.define().

const { argumentType, argumentValue, outOfRange, returnType, describeType, inspectBriefly, list } =
  require('internal/error-wording');

const missingArguments = (...names) => {
  const quoted = names.map((name) => (Array.isArray(name) ?
    name.map((one) => `"${one}"`).join(' or ') : `"${name}"`));
  const text = list(quoted, 'and');
  return `The ${text} argument${names.length > 1 ? 's' : ''} must be specified`;
};

const suffixed = (text, reason) => (reason ? `${text}: ${reason}` : text);

const general = {
  ERR_ACCESS_DENIED: ['Error', (message, permission = '') =>
    message ?? `Access to this API has been restricted${permission && ` (${permission})`}`],
  ERR_AMBIGUOUS_ARGUMENT: ['TypeError', (name, reason) =>
    `The "${name}" argument is ambiguous. ${reason}`],
  ERR_ARG_NOT_ITERABLE: ['TypeError', (name) => `${name} must be iterable`],
  ERR_ASSERTION: ['Error', (message) => message],
  ERR_ASYNC_CALLBACK: ['TypeError', (name) => `${name} must be a function`],
  ERR_ASYNC_TYPE: ['TypeError', (type) => `Invalid name for async "type": ${type}`],
  ERR_CONSTRUCT_CALL_REQUIRED: ['TypeError', (name) =>
    `Class constructor ${name} cannot be invoked without \`new\``],
  ERR_CONSOLE_WRITABLE_STREAM: ['TypeError', (name) =>
    `Console expects a writable stream instance for ${name}`],
  ERR_EVENT_RECURSION: ['Error', (type) => `The event "${type}" is already being dispatched`],
  ERR_FALSY_VALUE_REJECTION: ['Error', 'Promise was rejected with falsy value'],
  ERR_FEATURE_UNAVAILABLE_ON_PLATFORM: ['TypeError', (name, platform = '') =>
    `The feature ${name} is unavailable on the current platform` +
    `${platform && `, which is being used to run Node.js (${platform})`}`],
  ERR_ILLEGAL_CONSTRUCTOR: ['TypeError', 'Illegal constructor'],
  ERR_INCOMPATIBLE_OPTION_PAIR: ['TypeError', (one, other) =>
    `Option "${one}" cannot be used in combination with option "${other}"`],
  ERR_INTERNAL_ASSERTION: ['Error', (message) => suffixed('Internal assertion failed', message)],
  ERR_INVALID_ARG_TYPE: ['TypeError', argumentType],
  ERR_INVALID_ARG_VALUE: ['TypeError', argumentValue],
  ERR_INVALID_ASYNC_ID: ['RangeError', (type, id) => `Invalid ${type} value: ${id}`],
  ERR_INVALID_CURSOR_POS: ['TypeError', 'Cannot set cursor row without setting its column'],
  ERR_INVALID_HANDLE_TYPE: ['TypeError', 'This handle type cannot be sent'],
  ERR_INVALID_ITERATOR: ['TypeError', (name) => `${name} is not an iterator`],
  ERR_INVALID_OPT_VALUE: ['TypeError', (name, value) =>
    `The value "${String(value)}" is invalid for option "${name}"`],
  ERR_INVALID_OPT_VALUE_ENCODING: ['TypeError', (value) =>
    `The value "${String(value)}" is invalid for option "encoding"`],
  ERR_INVALID_REPL_INPUT: ['TypeError', (message) => message],
  ERR_INVALID_RETURN_PROPERTY: ['TypeError', (input, name, property, value) =>
    `Expected a valid ${input} to be returned for the "${property}" from the "${name}"` +
    ` function but got ${value}.`],
  ERR_INVALID_RETURN_PROPERTY_VALUE: ['TypeError', (input, name, property, value) =>
    `Expected ${input} to be returned for the "${property}" from the "${name}"` +
    ` function but got ${describeType(value)}.`],
  ERR_INVALID_RETURN_VALUE: ['TypeError', returnType],
  ERR_INVALID_STATE: ['Error', (message) => `Invalid state: ${message}`],
  ERR_INVALID_SYNC_FORK_INPUT: ['TypeError', (type) =>
    `Asynchronous forks do not support Buffer, TypedArray, DataView or string input: ${type}`],
  ERR_INVALID_THIS: ['TypeError', (type) => `Value of "this" must be of type ${type}`],
  ERR_INVALID_TUPLE: ['TypeError', (name, shape) => `${name} must be an iterable ${shape} tuple`],
  ERR_INVALID_URI: ['URIError', 'URI malformed'],
  ERR_METHOD_NOT_IMPLEMENTED: ['Error', (name) => `The ${name} method is not implemented`],
  ERR_MISSING_ARGS: ['TypeError', missingArguments],
  ERR_MISSING_OPTION: ['TypeError', (name) => `${name} is required`],
  ERR_MULTIPLE_CALLBACK: ['Error', 'Callback called multiple times'],
  ERR_NOT_SUPPORTED_IN_SNAPSHOT: ['Error', (name) =>
    `${name} is not supported in startup snapshot`],
  ERR_OPERATION_FAILED: ['Error', (reason) => `Operation failed: ${reason}`],
  ERR_OUT_OF_RANGE: ['RangeError', outOfRange],
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: ['TypeError', (message) => message],
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: ['TypeError', (value) =>
    `Unexpected argument '${value}'. This command does not take positional arguments`],
  ERR_PARSE_ARGS_UNKNOWN_OPTION: ['TypeError', (option, positionals) =>
    `Unknown option '${option}'${positionals ? '. To specify a positional argument starting ' +
      `with a '-', place it at the end of the command after '--', as in '-- ${
        JSON.stringify(option)}` : ''}`],
  ERR_PERFORMANCE_INVALID_TIMESTAMP: ['TypeError', (value) =>
    `${value} is not a valid timestamp`],
  ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS: ['TypeError', (message) => message],
  ERR_STRING_TOO_LONG: ['Error', (limit = 0x1fffffe8) =>
    `Cannot create a string longer than 0x${limit.toString(16)} characters`],
  ERR_UNAVAILABLE_DURING_EXIT: ['Error', 'Cannot call function in process exit handler'],
  ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET: ['Error',
    '`process.setupUncaughtExceptionCapture()` was called while a capture callback was ' +
    'already active'],
  ERR_UNHANDLED_ERROR: ['Error', (error) =>
    (error === undefined ? 'Unhandled error.' : `Unhandled error. (${error})`)],
  ERR_UNKNOWN_CREDENTIAL: ['Error', (type, id) => `${type} identifier does not exist: ${id}`],
  ERR_UNKNOWN_ENCODING: ['TypeError', (encoding) => `Unknown encoding: ${
    typeof encoding === 'string' ? encoding : inspectBriefly(encoding)}`],
  ERR_UNKNOWN_SIGNAL: ['TypeError', (signal) => `Unknown signal: ${signal}`],
  ERR_USE_AFTER_CLOSE: ['Error', (name) => `${name} was closed`],
};

const bytes = {
  ERR_BUFFER_OUT_OF_BOUNDS: ['RangeError', (name) => (name ?
    `"${name}" is outside of buffer bounds` : 'Attempt to access memory outside buffer bounds')],
  ERR_BUFFER_TOO_LARGE: ['RangeError', (limit) =>
    `Cannot create a Buffer larger than ${limit} bytes`],
  ERR_ENCODING_INVALID_ENCODED_DATA: ['TypeError', (encoding) =>
    `The encoded data was not valid for encoding ${encoding}`],
  ERR_ENCODING_NOT_SUPPORTED: ['RangeError', (encoding) =>
    `The "${encoding}" encoding is not supported`],
  ERR_INVALID_BUFFER_SIZE: ['RangeError', (multiple) =>
    `Buffer size must be a multiple of ${multiple}`],
  ERR_NO_LONGER_SUPPORTED: ['Error', (what) => `${what} is no longer supported`],
};

const files = {
  ERR_DIR_CLOSED: ['Error', 'Directory handle was closed'],
  ERR_DIR_CONCURRENT_OPERATION: ['Error',
    'Cannot do synchronous work on directory handle with concurrent asynchronous operations'],
  ERR_FS_FILE_TOO_LARGE: ['RangeError', (size) =>
    `File size (${size}) is greater than 2 GiB`],
  ERR_FS_INVALID_SYMLINK_TYPE: ['Error', (type) =>
    `Symlink type must be one of "dir", "file", or "junction". Received "${type}"`],
};

const streams = {
  ERR_STREAM_ALREADY_FINISHED: ['Error', (name) =>
    `Cannot call ${name} after a stream was finished`],
  ERR_STREAM_CANNOT_PIPE: ['Error', 'Cannot pipe, not readable'],
  ERR_STREAM_DESTROYED: ['Error', (name) => `Cannot call ${name} after a stream was destroyed`],
  ERR_STREAM_NULL_VALUES: ['TypeError', 'May not write null values to stream'],
  ERR_STREAM_PREMATURE_CLOSE: ['Error', 'Premature close'],
  ERR_STREAM_PUSH_AFTER_EOF: ['Error', 'stream.push() after EOF'],
  ERR_STREAM_UNABLE_TO_PIPE: ['Error', 'Cannot pipe to a closed or destroyed stream'],
  ERR_STREAM_UNSHIFT_AFTER_END_EVENT: ['Error', 'stream.unshift() after end event'],
  ERR_STREAM_WRAP: ['Error', 'Stream has StringDecoder set or is in objectMode'],
  ERR_STREAM_WRITE_AFTER_END: ['Error', 'write after end'],
};

const network = {
  ERR_DNS_SET_SERVERS_FAILED: ['Error', (reason, servers) =>
    `c-ares failed to set servers: "${reason}" [${servers}]`],
  ERR_INVALID_ADDRESS: ['Error', 'Invalid socket address'],
  ERR_INVALID_ADDRESS_FAMILY: ['RangeError', (family, host, port) =>
    `Invalid address family: ${family} ${host}:${port}`],
  ERR_INVALID_FD: ['RangeError', (fd) => `"fd" must be a positive integer: ${String(fd)}`],
  ERR_INVALID_FD_TYPE: ['TypeError', (type) => `Unsupported fd type: ${type}`],
  ERR_INVALID_IP_ADDRESS: ['TypeError', (address) => `Invalid IP address: ${address}`],
  ERR_IP_BLOCKED: ['Error', (address) => `IP(${address}) is blocked by net.BlockList`],
  ERR_SERVER_ALREADY_LISTEN: ['Error',
    'Listen method has been called more than once without closing.'],
  ERR_SERVER_NOT_RUNNING: ['Error', 'Server is not running.'],
  ERR_SOCKET_ALREADY_BOUND: ['Error', 'Socket is already bound'],
  ERR_SOCKET_BAD_BUFFER_SIZE: ['TypeError', 'Buffer size must be a positive integer'],
  ERR_SOCKET_BAD_PORT: ['RangeError', (name, port, allowZero = true) =>
    `${name} should be ${allowZero ? '>=' : '>'} 0 and < 65536. Received ${describeType(port)}.`],
  ERR_SOCKET_BAD_TYPE: ['TypeError', 'Bad socket type specified. Valid types are: udp4, udp6'],
  ERR_SOCKET_CLOSED: ['Error', 'Socket is closed'],
  ERR_SOCKET_CLOSED_BEFORE_CONNECTION: ['Error',
    'Socket closed before the connection was established'],
  ERR_SOCKET_CONNECTION_TIMEOUT: ['Error', 'Socket connection timeout'],
  ERR_SOCKET_DGRAM_IS_CONNECTED: ['Error', 'Already connected'],
  ERR_SOCKET_DGRAM_NOT_CONNECTED: ['Error', 'Not connected'],
  ERR_SOCKET_DGRAM_NOT_RUNNING: ['Error', 'Not running'],
};

const http = {
  ERR_HTTP_BODY_NOT_ALLOWED: ['Error', 'Adding content for this request method or response ' +
    'status is not allowed.'],
  ERR_HTTP_CONTENT_LENGTH_MISMATCH: ['Error', (actual, expected) =>
    `Response body's content-length of ${actual} byte(s) does not match the content-length of ` +
    `${expected} byte(s) set in header`],
  ERR_HTTP_HEADERS_SENT: ['Error', (what) =>
    `Cannot ${what} headers after they are sent to the client`],
  ERR_HTTP_INVALID_HEADER_VALUE: ['TypeError', (value, name) =>
    `Invalid value "${value}" for header "${name}"`],
  ERR_HTTP_INVALID_STATUS_CODE: ['RangeError', (status) =>
    `Invalid status code: ${typeof status === 'object' ? inspectBriefly(status) : String(status)}`],
  ERR_HTTP_REQUEST_TIMEOUT: ['Error', 'Request timeout'],
  ERR_HTTP_SOCKET_ASSIGNED: ['Error',
    'ServerResponse has an already assigned socket'],
  ERR_HTTP_SOCKET_ENCODING: ['Error',
    'Changing the socket encoding is not allowed per RFC7230 Section 3.'],
  ERR_HTTP_TRAILER_INVALID: ['Error', 'Trailers are invalid with this transfer encoding'],
  ERR_INVALID_CHAR: ['TypeError', (name, field) =>
    `Invalid character in ${name}${field === undefined ? '' : ` ["${field}"]`}`],
  ERR_INVALID_HTTP_TOKEN: ['TypeError', (name, field) =>
    `${name} must be a valid HTTP token ["${field}"]`],
  ERR_INVALID_PROTOCOL: ['TypeError', (protocol, expected) =>
    `Protocol "${protocol}" not supported. Expected "${expected}"`],
  ERR_UNESCAPED_CHARACTERS: ['TypeError', (name) => `${name} contains unescaped characters`],
};

const processes = {
  ERR_CHILD_CLOSED_BEFORE_REPLY: ['Error', 'Child closed before reply received'],
  ERR_CHILD_PROCESS_IPC_REQUIRED: ['Error', (name) =>
    `Forked processes must have an IPC channel, missing value 'ipc' in ${name}`],
  ERR_CHILD_PROCESS_STDIO_MAXBUFFER: ['RangeError', (name) => `${name} maxBuffer length exceeded`],
  ERR_IPC_CHANNEL_CLOSED: ['Error', 'Channel closed'],
  ERR_IPC_DISCONNECTED: ['Error', 'IPC channel is already disconnected'],
  ERR_IPC_ONE_PIPE: ['Error', 'Child process can have only one IPC pipe'],
  ERR_IPC_SYNC_FORK: ['Error', 'IPC cannot be used with synchronous forks'],
  ERR_WORKER_INVALID_EXEC_ARGV: ['Error', (flags, what = 'invalid execArgv flags') =>
    `Initiated Worker with ${what}: ${flags.join(', ')}`],
  ERR_WORKER_INIT_FAILED: ['Error', (reason) => `Worker initialization failure: ${reason}`],
  ERR_WORKER_NOT_RUNNING: ['Error', 'Worker instance not running'],
  ERR_WORKER_OUT_OF_MEMORY: ['Error', (reason) =>
    `Worker terminated due to reaching memory limit: ${reason}`],
  ERR_WORKER_PATH: ['TypeError', (path) => 'The worker script or module filename must be an ' +
    'absolute path or a relative path starting with \'./\' or \'../\'.' +
    `${path.startsWith('file://') ? ' Wrap file:// URLs with `new URL`.' : ''}` +
    `${path.startsWith('data:text/javascript') ? ' Wrap data: URLs with `new URL`.' : ''}` +
    ` Received "${path}"`],
  ERR_WORKER_UNSERIALIZABLE_ERROR: ['Error', 'Serializing an uncaught exception failed'],
  ERR_WORKER_UNSUPPORTED_OPERATION: ['TypeError', (what) => `${what} is not supported in workers`],
};

const urlsAndModules = {
  ERR_INVALID_FILE_URL_HOST: ['TypeError', (platform) =>
    `File URL host must be "localhost" or empty on ${platform}`],
  ERR_INVALID_FILE_URL_PATH: ['TypeError', (reason) => `File URL path ${reason}`],
  ERR_INVALID_MODULE_SPECIFIER: ['TypeError', (request, reason, base) =>
    `Invalid module "${request}" ${reason}${base ? ` imported from ${base}` : ''}`],
  ERR_INVALID_URL_SCHEME: ['TypeError', (expected) =>
    `The URL must be ${Array.isArray(expected) && expected.length === 2 ?
      `one of scheme ${expected[0]} or ${expected[1]}` :
      `of scheme ${Array.isArray(expected) ? expected[0] : expected}`}`],
  ERR_MODULE_NOT_FOUND: ['Error', (path, base, type = 'package') =>
    `Cannot find ${type} '${path}' imported from ${base}`],
  ERR_PACKAGE_IMPORT_NOT_DEFINED: ['TypeError', (specifier, packagePath, base) =>
    `Package import specifier "${specifier}" is not defined` +
    `${packagePath ? ` in package ${packagePath}package.json` : ''} imported from ${base}`],
  ERR_UNKNOWN_BUILTIN_MODULE: ['Error', (name) => `No such built-in module: ${name}`],
  ERR_UNKNOWN_FILE_EXTENSION: ['TypeError', (extension, path) =>
    `Unknown file extension "${extension}" for ${path}`],
  ERR_UNKNOWN_MODULE_FORMAT: ['RangeError', (format, url) =>
    `Unknown module format: ${format} for URL ${url}`],
  ERR_VM_MODULE_STATUS: ['Error', (reason) => `Module status ${reason}`],
};

module.exports = {
  ...general, ...bytes, ...files, ...streams, ...network, ...http, ...processes, ...urlsAndModules,
};
