'use strict';
// SPDX-License-Identifier: MIT

// TlsHandle: what a TLSSocket has as its handle. It has the methods of a native stream's and stands
// between the socket and such a one: what is read there is decrypted here, what is written here is
// encrypted and written there. Both happen in memory; neither waits.

require('internal/on-first-use');
const { Buffer } = require('buffer');
const native = internalBinding('tls');
const { UV_EBADF, UV_ECANCELED, UV_EOF, UV_EPROTO } = internalBinding('uv');

// As host/api/tls/connection.h numbers them.
const PLAIN = 1;
const ENCRYPTED = 2;
const FAILED = 4;
const SECURE = 8;
const CLIENT_HELLO = 16;
const CLOSED_BY_PEER = 32;
const NEWS = 64;
const WRITTEN = 128;
const MORE = 256;
const SESSION = 1;  // A kind of news.

const LATER = -2;  // What write() returns: it was kept.
const ENCODINGS = ['ascii', 'utf8', 'base64', 'utf16le', 'latin1', 'hex', 'base64url'];

function noop() {}

function toBuffer(data, encoding) {
  return typeof data === 'string' ? Buffer.from(data, ENCODINGS[encoding]) : data;
}

// Where the sessions begin in [kind, id, data, ...].
function firstSession(news) {
  let at = 0;
  while (at < news.length && news[at] !== SESSION) at += 3;
  return at;
}

class TlsHandle {
  #inner;
  #parent;  // The socket that owns #inner, and is closed with it.
  #onread = null;
  #wantsReading = false;
  #innerReads = false;
  #kept = [];  // Decrypted while nobody wanted to read.
  #status = 0;  // The end of reading: UV_EOF or a failure.
  #toldStatus = false;
  #waiting = [];  // Writes before the handshake is over: [data, encoding, callback].
  #pendingWrite = null;  // The callback of one that a renegotiation holds up.
  #shutdown = null;
  #advancing = false;
  #again = false;
  #closed = false;
  #secure = false;
  #started = false;

  // How often a client began a handshake anew of late; see tls/socket.
  handshakes = 0;
  lastHandshakeTime = 0;
  reading = false;
  bytesRead = 0;
  bytesWritten = 0;

  /** For the socket: called when something happened that is no data. */
  onsecure = noop;
  onclienthello = noop;
  onnews = noop;
  onerror = noop;

  /**
   * @param {object} inner a native stream's handle, or something like it
   * @param {object | null} parent
   */
  constructor(inner, parent, ssl = new native.Tls()) {
    this.#inner = inner;
    this.#parent = parent;
    this.ssl = ssl;
  }

  get inner() {
    return this.#inner;
  }

  get _parent() {
    return this.#inner;
  }

  // Node's name for it, when it is no native handle: http2-wrapper takes its class.
  get _parentWrap() {
    return this.#inner;
  }

  /** Whether it was closed. */
  get closed() {
    return this.#closed;
  }

  /** The same session over another handle: that one did not get connected. */
  moveTo(inner) {
    const moved = new TlsHandle(inner, null, this.ssl);
    for (const name of ['onsecure', 'onclienthello', 'onnews', 'onerror']) {
      moved[name] = this[name];
    }
    this.#closed = true;
    this.#inner.close();
    return moved;
  }

  /** Begins the handshake: a client says hello. */
  start() {
    if (this.#started || this.#closed) return;
    this.#started = true;
    this.#readInner();
    this.advance();
  }

  /** Encrypted bytes that were read before this handle was there. */
  receive(bytes) {
    this.ssl.receive(bytes);
    this.advance();
  }

  #readInner() {
    if (this.#innerReads || this.#closed) return 0;
    this.#innerReads = true;
    return this.#inner.readStart((size, bytes) => this.#onEncrypted(size, bytes));
  }

  #onEncrypted(size, bytes) {
    if (this.#closed) return;
    if (size > 0) {
      this.ssl.receive(bytes);
      this.advance();
    } else {
      this.#end(size);
    }
  }

  /** Goes on as far as the bytes at hand allow. */
  advance() {
    if (this.#advancing) {
      this.#again = true;
      return;
    }
    this.#advancing = true;
    try {
      do {
        this.#again = false;
        this.#advanceOnce();
      } while (this.#again && !this.#closed);
    } finally {
      this.#advancing = false;
    }
  }

  #advanceOnce() {
    const { ssl } = this;
    const happened = ssl.advance();
    const becomesSecure = (happened & SECURE) !== 0;
    // The last words of a handshake leave once the script has had its say: it may not believe the
    // other end.
    if (happened & ENCRYPTED && !becomesSecure) this.#flush(noop);
    if (happened & MORE) this.#again = true;
    const news = happened & NEWS ? ssl.takeNews() : [];
    // A server of TLS 1.3 makes sessions when the handshake is over.
    const last = becomesSecure && ssl.getProtocol() === 'TLSv1.3' ? firstSession(news) : news.length;
    this.#tellNews(news.slice(0, last));
    if (this.#closed) return;
    if (happened & CLIENT_HELLO) this.onclienthello();
    if (becomesSecure && !this.#closed) {
      this.#secure = true;
      this.onsecure();
      if (!this.#closed) this.#flush(noop);
      this.#writeWaiting();
    }
    this.#tellNews(news.slice(last));
    if (happened & WRITTEN) this.#afterPendingWrite(0);
    if (happened & PLAIN && !this.#closed) this.#deliver(ssl.takePlain());
    if (this.#closed) return;
    if (happened & FAILED) this.onerror(ssl.takeFailure());
    else if (happened & CLOSED_BY_PEER) this.#end(UV_EOF);
  }

  #tellNews(news) {
    for (let i = 0; i < news.length && !this.#closed; i += 3) {
      this.onnews(news[i], news[i + 1], news[i + 2]);
    }
  }

  #deliver(bytes) {
    if (this.#wantsReading && this.#kept.length === 0) this.#give(bytes);
    else this.#kept.push(bytes);
  }

  #give(bytes) {
    this.bytesRead += bytes.byteLength;
    Reflect.apply(this.#onread, this, [bytes.byteLength, bytes]);
  }

  #end(status) {
    if (this.#status === 0) this.#status = status;
    // There will be no handshake to wait for.
    if (!this.#secure) this.#endShutdown();
    this.#tellStatus();
  }

  #tellStatus() {
    if (this.#status === 0 || this.#toldStatus || this.#kept.length > 0) return;
    if (this.#onread === null || this.#closed) return;
    this.#toldStatus = true;
    Reflect.apply(this.#onread, this, [this.#status, undefined]);
  }

  readStart(onread) {
    if (this.#closed) return UV_EBADF;
    this.start();
    this.#onread = onread;
    this.#wantsReading = true;
    while (this.#kept.length > 0 && this.#wantsReading && !this.#closed) {
      this.#give(this.#kept.shift());
    }
    if (this.#closed) return 0;
    if (this.#kept.length === 0) this.#tellStatus();
    return this.#wantsReading ? this.#readInner() : 0;
  }

  /** What is decrypted waits for the next one to read. */
  hold() {
    this.#wantsReading = false;
  }

  readStop() {
    this.#wantsReading = false;
    // A handshake goes on whether or not anybody reads.
    if (!this.#secure || this.#closed || !this.#innerReads) return 0;
    this.#innerReads = false;
    return this.#inner.readStop();
  }

  write(data, encoding, callback) {
    if (this.#closed) return UV_EBADF;
    if (!this.#secure) {
      this.#waiting.push([data, encoding, callback]);
      return 1;
    }
    return this.#send(data, encoding, callback);
  }

  writev(list, callback) {
    const pieces = [];
    for (let i = 0; i < list.length; i += 2) pieces.push(toBuffer(list[i], list[i + 1]));
    return this.write(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces), 1, callback);
  }

  #send(data, encoding, callback) {
    const size = this.ssl.write(data, encoding);
    if (size === LATER) {
      this.#pendingWrite = callback;
      this.#flush(noop);
      return 1;
    }
    if (size < 0) {
      process.nextTick(() => {
        if (!this.#closed) this.advance();
      });
      return UV_EPROTO;
    }
    this.bytesWritten += size;
    // Like Node's it is never done at once: programs look at what waits to be written.
    const status = this.#flush(callback);
    if (status !== 0) return status;
    process.nextTick(callback, 0);
    return 1;
  }

  // Writes what is encrypted; a status as a native handle's write() returns it.
  #flush(callback) {
    const bytes = this.ssl.takeEncrypted();
    if (bytes.byteLength === 0) return 0;
    return this.#inner.write(bytes, 1, callback);
  }

  #writeWaiting() {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const [data, encoding, callback] of waiting) {
      if (this.#closed) {
        callback(UV_ECANCELED);
        continue;
      }
      const status = this.#send(data, encoding, callback);
      if (status !== 1) callback(status);
    }
    this.#endShutdown();
  }

  #endShutdown() {
    if (this.#shutdown === null || this.#closed) return;
    const done = this.#shutdown;
    this.#shutdown = null;
    if (this.#shutDown(done) < 0) done(0);
  }

  #afterPendingWrite(status) {
    const callback = this.#pendingWrite;
    this.#pendingWrite = null;
    callback?.(status);
  }

  /** Why the other end is not to be believed; null: it is. */
  verifyError() {
    const found = this.ssl.verifyError();
    if (found === undefined) return null;
    const [code, message] = found;
    const error = new Error(message);
    error.code = code;
    return error;
  }

  shutdown(callback) {
    if (this.#closed) return UV_EBADF;
    if (!this.#secure && this.#status === 0) {
      this.#shutdown = callback;
      return 0;
    }
    return this.#shutDown(callback);
  }

  #shutDown(callback) {
    this.ssl.shutdown();
    this.#flush(noop);
    return this.#inner.shutdown(callback);
  }

  close(callback) {
    if (this.#closed) return;
    this.#closed = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    const done = () => {
      for (const [, , canceled] of waiting) canceled(UV_ECANCELED);
      this.#shutdown?.(UV_ECANCELED);
      callback?.();
    };
    const parent = this.#parent;
    if (parent === null) {
      this.#inner.close(done);
    } else if (parent.destroyed || parent._handle === null) {
      setImmediate(done);  // Behind the error, if there is one.
    } else {
      parent.once('close', done);
      parent.destroy();
    }
  }

  reset(callback) {
    if (this.#parent !== null || typeof this.#inner.reset !== 'function') return UV_EBADF;
    this.#closed = true;
    return this.#inner.reset(callback);
  }

  ref() {
    if (!this.#closed) this.#inner.ref();
  }

  unref() {
    if (!this.#closed) this.#inner.unref();
  }

  hasRef() {
    return !this.#closed && this.#inner.hasRef();
  }

  get fd() {
    return this.#closed ? -1 : this.#inner.fd;
  }

  get writeQueueSize() {
    return this.#closed ? 0 : this.#inner.writeQueueSize;
  }
}

// What programs ask of `socket.ssl`.
for (const name of ['exportKeyingMaterial', 'getALPNNegotiatedProtocol', 'getFinished',
  'getPeerCertificate', 'getPeerFinished', 'getProtocol', 'getServername', 'getSession',
  'getSharedSigalgs', 'getTLSTicket', 'isSessionReused', 'setServername', 'setSession']) {
  Object.defineProperty(TlsHandle.prototype, name, {
    configurable: true,
    writable: true,
    value(...values) {
      return this.ssl[name](...values);
    },
  });
}

// What is the inner one's business alone.
for (const name of ['bind', 'connect', 'getpeername', 'getsockname', 'open', 'setKeepAlive',
  'setNoDelay']) {
  Object.defineProperty(TlsHandle.prototype, name, {
    configurable: true,
    writable: true,
    value(...values) {
      const { closed, inner } = this;
      return !closed && typeof inner[name] === 'function' ? inner[name](...values) : UV_EBADF;
    },
  });
}

module.exports = { TlsHandle };
