import { getHeapStatistics } from 'node:v8';

/** Heaps below this size are not watched: most runs end there, and to watch costs some 20 ms. */
const worthWatching = 64e6;

/** Small heaps are watched from this share of their limit on. */
const shareOfLimit = 0.2;

/**
 * A text as long as this many bytes, or as this share of the limit, makes tens of times as much when it is parsed, and
 * nobody looks meanwhile.
 */
const longText = 5e5;
const longShare = 1 / 200;

/** Heaps are not so small that a shorter text would be long. */
const surelyShort = 1e5;

let whenFull: ((limit: number) => void) | undefined;
let isWatched = false;
let looked = 0;

/** Milliseconds between two looks: the fastest programs fill some tens of megabytes in them. */
const pause = 10;

/**
 * Says what ends this process, or this thread, when its memory is full: it gets the limit (bytes), is called before V8
 * would abort with a trace of its own, in the middle of whatever is running, and must not return. Without it nothing is
 * watched.
 */
export function endWhenFull(end: (limit: number) => void): void {
  whenFull = end;
}

/**
 * Watches the memory from now on, if so much of it is in use that it may become full. To be called now and then by what
 * may need much: a call that does nothing takes a fraction of a microsecond. `toBeParsed` is the length of a text that
 * somebody will parse.
 *
 * V8 asks nobody but its debugger before it aborts at the limit of the heap: a session of the inspector in this very
 * thread is told of that as a pause. Where the inspector may not be used (`--permission`), nothing is watched.
 */
export function watchMemory(toBeParsed = 0): void {
  if (isWatched || whenFull === undefined) return;
  const now = performance.now();
  if (now - looked < pause && toBeParsed < surelyShort) return;
  looked = now;
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  const isLong = toBeParsed >= Math.min(longText, longShare * limit);
  if (!isLong && used < Math.min(worthWatching, shareOfLimit * limit)) return;
  isWatched = true;
  watch(limit, whenFull);
}

function watch(limit: number, end: (limit: number) => void): void {
  try {
    // Loaded by those who need it: to load it takes as long as a small run.
    const { Session } = process.getBuiltinModule('node:inspector');
    const session = new Session();
    session.connect();
    session.on('Debugger.paused', ({ params }) => {
      // V8 has a reason that the protocol's description lacks.
      const reason: string = params.reason;
      if (reason === 'OOM') end(limit);
      else session.post('Debugger.resume');
    });
    session.post('Debugger.enable');
    // A program that says `debugger;`, or fails, is none of our business.
    session.post('Debugger.setPauseOnExceptions', { state: 'none' });
  } catch {
    // No inspector: the limits that are counted hold all the same.
  }
}
