// SPDX-License-Identifier: MIT
// What `require('plinth')` gives a plugin beside Node's modules.

declare module 'plinth' {
  import { EventEmitter } from 'events';

  /** The plugin itself, as `activate(plugin)` gets it. */
  export class Plugin extends EventEmitter {
    /** The name in package.json. */
    readonly name: string;
    readonly version: string;
    /** Absolute path of the plugin's folder. */
    readonly folder: string;
    /** Absolute path of a folder that only this plugin writes; it outlives reloads and updates. */
    readonly dataFolder: string;
    /** What deactivate() of the version before returned; undefined after the first load. */
    readonly state: unknown;

    /**
     * 'frame' comes once a frame, in the order in which plugins were loaded: seconds of game time
     * since the last frame (0 while the game is paused), and in all.
     */
    on(event: 'frame', listener: (dt: number, time: number) => void): this;
    on(event: string | symbol, listener: (...values: any[]) => void): this;
    once(event: 'frame', listener: (dt: number, time: number) => void): this;
    once(event: string | symbol, listener: (...values: any[]) => void): this;

    /** Prints as console.log does. */
    log(...values: unknown[]): void;
  }

  /** The running plugin; undefined under `plinth run`. */
  export const plugin: Plugin | undefined;

  /** A promise of the next frame: fulfilled with dt, in seconds of game time. */
  export function nextFrame(): Promise<number>;

  /** Seconds of game time: scaled and paused by the host, the same during a whole frame. */
  export const gameTime: number;
  /** How fast game time passes: 1 as real time, 0 while the game is paused. */
  export const timeScale: number;

  /** A timer of game time; it ends with clearGameTimer(). */
  export interface GameTimer {
    /** The moment at which it is next due, in seconds of game time. */
    readonly due: number;
  }

  /** Calls `callback` once, in the first frame after `ms` milliseconds of game time. */
  export function setGameTimeout<A extends unknown[]>(
    callback: (...args: A) => void, ms: number, ...args: A): GameTimer;
  /** Calls `callback` every `ms` milliseconds of game time, at most once a frame. */
  export function setGameInterval<A extends unknown[]>(
    callback: (...args: A) => void, ms: number, ...args: A): GameTimer;
  /** Ends a game timer; anything else is ignored. */
  export function clearGameTimer(timer: GameTimer | null | undefined): void;

  /** What a job gets: its pauses, and whether it is still wanted. */
  export interface Job {
    /** The signal of runJob()'s options. */
    readonly signal: AbortSignal | undefined;
    /**
     * A promise of the moment to go on: now, if the frame has time left, or in a later frame.
     * Rejected with an AbortError once the signal is aborted.
     */
    yield(): Promise<void>;
  }

  /**
   * Runs long work in the time that frames leave, after everything else. `work` is a generator, a
   * generator function (each `yield` is a pause), or an async function that awaits `job.yield()` for
   * each pause. Between two pauses it should run for a fraction of a millisecond.
   *
   * The promise is that of the result; it is rejected with an AbortError once `signal` is aborted,
   * and the generator's `finally` blocks run.
   */
  export function runJob<T>(
    work: Generator<unknown, T, unknown> | ((job: Job) => Generator<unknown, T, unknown> | Promise<T>),
    options?: { signal?: AbortSignal }): Promise<T>;

  /** Keys from a place on, in the order of their UTF-8 bytes; a string is a prefix. */
  export interface StorageRange {
    prefix?: string;
    /** The first key of the range. */
    start?: string;
    /** The first key behind the range. */
    end?: string;
    /** At most so many; the last ones of the range with `reverse`. */
    limit?: number;
    reverse?: boolean;
  }

  /** What a transaction sees and changes. Its changes are seen by others when it is over. */
  export interface StorageTransaction {
    get<T = unknown>(key: string): Promise<T | undefined>;
    has(key: string): Promise<boolean>;
    set(key: string, value: unknown): void;
    delete(key: string): void;
    list<T = unknown>(range?: string | StorageRange): Promise<[key: string, value: T][]>;
  }

  /**
   * Values by key that outlive the game and the versions of the plugin. Everything happens off the
   * frame, in the order of the calls; a promise is fulfilled when the change is on the disk. Keys are
   * strings of 1 to 1024 bytes, values whatever structuredClone() copies.
   *
   * Rejected with ERR_STORAGE_QUOTA where there is no room, ENOSPC where the disk is full, and
   * ERR_STORAGE_CORRUPT where the file was damaged; nothing was changed then.
   */
  export interface Storage {
    get<T = unknown>(key: string): Promise<T | undefined>;
    has(key: string): Promise<boolean>;
    set(key: string, value: unknown): Promise<void>;
    /** Whether there was a value. */
    delete(key: string): Promise<boolean>;
    list<T = unknown>(range?: string | StorageRange): Promise<[key: string, value: T][]>;
    keys(range?: string | StorageRange): Promise<string[]>;
    /** Bytes of all keys and values: what counts against the limit. */
    size(): Promise<number>;
    /**
     * Reads and changes several values as if nobody else did anything meanwhile. All changes are
     * written, or none; none when `body` throws. When something that it read was changed meanwhile,
     * `body` runs again.
     */
    transaction<T>(body: (tx: StorageTransaction) => T | Promise<T>): Promise<T>;
  }

  /** The plugin's storage. Under `plinth run` there is none: ERR_INVALID_STATE. */
  export const storage: Storage;

  /**
   * Replaces a file as a whole: written beside it, brought to the disk, and renamed over it. Whatever
   * ends the process, afterwards there is the old content or the new one. `flush: false` leaves out
   * the waits for the disk: after a power cut it may be the old one.
   */
  export function writeFileAtomic(
    path: string | Uint8Array | URL,
    data: string | ArrayBufferView | Iterable<string | ArrayBufferView> |
      AsyncIterable<string | ArrayBufferView>,
    options?: string | {
      encoding?: string; mode?: number; flush?: boolean; signal?: AbortSignal;
    }): Promise<void>;
}
