// SPDX-License-Identifier: MIT

// What the library takes for globals: a plugin may have changed its own before it first fetches.

export { Buffer } from 'buffer';
export { TextDecoder } from 'encoding/text-decoder';
export { TextEncoder } from 'encoding/text-encoder';
export { WebAssembly } from 'http/span-parser';
export { AbortController, AbortSignal } from 'internal/abort-controller';
export { DOMException } from 'internal/dom-exception';
export { FinalizationRegistry } from 'internal/finalization';
export { queueMicrotask } from 'internal/task-queue';
export { performance } from 'perf_hooks';
export { default as process } from 'process';
export { ReadableStream, TransformStream } from 'stream/web';
export { clearTimeout, setImmediate, setTimeout } from 'timers';
export { URL, URLSearchParams } from 'url';
