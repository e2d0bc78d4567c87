/** The page's end of the engine's worker: plain calls in, Comlink messages out. */

import { proxy, transfer, wrap } from 'comlink';
import { ThawError } from '../../engine/index.js';
import type { EngineWorker } from './protocol.js';

type Commands = Record<string, (...args: unknown[]) => Promise<unknown>>;

/**
 * Starts the worker. Functions among a command's arguments are called back from the worker; canvases are handed over to
 * it for good. `onCrash` is told when the worker's script itself fails, after which no command is ever answered.
 */
export function connectEngine(onCrash: (error: Error) => void): EngineWorker {
  const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module', name: 'engine' });
  return connect(worker, onCrash) as EngineWorker;
}

/** The commands of any worker that exposes them. */
export function connect(worker: Worker, onCrash: (error: Error) => void): unknown {
  worker.addEventListener('error', (event) => onCrash(crash(event)));
  const remote = wrap(worker) as unknown as Commands;
  return new Proxy(remote, {
    get:
      (commands, name) =>
      (...args: unknown[]) =>
        commands[String(name)]?.(...args.map(carried)),
  });
}

function carried(argument: unknown): unknown {
  if (typeof argument === 'function') return proxy(argument);
  if (argument instanceof OffscreenCanvas) return transfer(argument, [argument]);
  return argument;
}

function crash(event: ErrorEvent): ThawError {
  return new ThawError({
    operation: 'engine worker',
    got: event.message || 'a script that did not load',
    expected: 'it to run',
    remedy: 'Reload the page.',
  });
}
