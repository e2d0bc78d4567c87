/** What a command of the command line is, and what it works with. */

import type { EnginePage } from './engine-page.js';
import type { Interruption } from './interruption.js';
import type { Options, Values } from './options.js';
import type { ProgressBar } from './progress-bar.js';
import type { TilesInUse } from './tile-file.js';

export interface LocalContext {
  readonly progress: ProgressBar;
  readonly interruption: Interruption;
}

export interface CommandContext extends LocalContext {
  readonly page: EnginePage;
  readonly tiles: TilesInUse;
}

export interface CommandResult {
  /** For `--json`: one object. */
  readonly json: Readonly<Record<string, unknown>>;
  /** For people: lines. */
  readonly text: string;
}

export interface Command<T extends Options = Options> {
  /** One line of help. */
  readonly summary: string;
  readonly options: T;
  /** For a command whose results are held against those of other days and machines: tuned tiles only where they are asked for. */
  readonly isReproducible?: boolean;
  /** Checks what can be checked before a browser is started. */
  prepare?(values: Values<T>): Promise<void>;
  /** The answer of a command, or of some of its options, that needs no browser: `run` is not called then, or not there. */
  answer?(values: Values<T>, context: LocalContext): Promise<CommandResult | undefined>;
  /** Its messages go to `context.progress`; what it returns is printed at the end. */
  run?(values: Values<T>, context: CommandContext): Promise<CommandResult>;
}

/** Keeps the type of a command's options while it is defined. */
export function defineCommand<const T extends Options>(command: Command<T>): Command<T> {
  return command;
}
