// Lets Node import texts: `tsx --import ./build/node-texts.mjs program.ts`. Loaded again, by Node, for the hooks.
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

export { loadHook as load, resolveHook as resolve } from './texts.mjs';

if (isMainThread) register(import.meta.url);
