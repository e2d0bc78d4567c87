/**
 * The command line: `npm run -s thaw -- <command> [options]`. Results go to standard output, progress and errors to
 * standard error; the exit code is 0, 1 for a failure, 2 for wrong usage.
 */

import { messageOf } from '../../engine/core/errors.js';
import type { Command, CommandResult, LocalContext } from './command.js';
import { cache } from './commands/cache.js';
import { checkGradients } from './commands/check-gradients.js';
import { classify } from './commands/classify.js';
import { convert } from './commands/convert.js';
import { experiment } from './commands/experiment.js';
import { features } from './commands/features.js';
import { info } from './commands/info.js';
import { inspect } from './commands/inspect.js';
import { merge } from './commands/merge.js';
import { profile } from './commands/profile.js';
import { train } from './commands/train.js';
import { tune } from './commands/tune.js';
import { zoo } from './commands/zoo.js';
import { EnginePage } from './engine-page.js';
import { Interrupted, Interruption } from './interruption.js';
import { describeOptions, parseOptions, unknownName, UsageError, type Options, type Values } from './options.js';
import { ProgressBar } from './progress-bar.js';
import { readTables, tileFile, tilesOption, type TilesInUse } from './tile-file.js';

const commands: Readonly<Record<string, Command>> = {
  info,
  classify,
  features,
  train,
  'check-gradients': checkGradients,
  experiment,
  merge,
  profile,
  tune,
  inspect,
  convert,
  zoo,
  cache,
};

const commonOptions = {
  json: { kind: 'flag', help: 'print one JSON object on standard output' },
  help: { kind: 'flag', help: 'show this help' },
} as const;

/** Of the commands that compute. */
const engineOptions = { tiles: tilesOption } as const;

process.exitCode = await main(process.argv.slice(2));

async function main([name = '--help', ...args]: string[]): Promise<number> {
  try {
    if (['--help', '-h', 'help'].includes(name)) return print(overview());
    const command = commands[name];
    if (command === undefined) throw unknownName('command', name, Object.keys(commands));
    if (args.includes('--help') || args.includes('-h')) return print(helpFor(name, command));
    const { json, ...values } = parseOptions(optionsOf(command), args);
    return await run(command, values, json === true);
  } catch (error) {
    if (error instanceof UsageError) return complain(`${error.message} See \`npm run -s thaw -- --help\`.`, 2);
    return complain(messageOf(error), 1);
  }
}

/** Runs a command, in a page of its own if it needs one, prints its result, and ends the browser whatever happens. */
async function run(command: Command, values: Values<Options>, asJson: boolean): Promise<number> {
  await command.prepare?.(values);
  const progress = new ProgressBar(process.stderr);
  const interruption = new Interruption();
  const started: Started = {};
  try {
    const result = await interruption.breakable(carryOut(command, values, { progress, interruption }, started));
    progress.clear();
    printResult(result, asJson);
    return interruption.exitCode ?? 0;
  } catch (error) {
    progress.clear();
    if (error instanceof Interrupted) return complain(error.message, interruption.exitCode ?? 1);
    throw error;
  } finally {
    await started.page?.then(
      (page) => page.close(),
      () => undefined,
    );
  }
}

interface Started {
  page?: Promise<EnginePage>;
}

async function carryOut(command: Command, values: Values<Options>, context: LocalContext, started: Started) {
  const answered = await command.answer?.(values, context);
  if (answered) return answered;
  if (!command.run) throw new TypeError('a command that does not run has an answer');
  started.page = EnginePage.open((folder) => {
    context.progress.line(`Unpacking a browser into ${folder}, once.`);
  });
  const page = await started.page;
  return command.run(values, {
    ...context,
    page,
    tiles: await takeTiles(page, values.tiles ?? (command.isReproducible ? 'none' : undefined)),
  });
}

/** Gives the page what was found on this adapter, if anything. */
async function takeTiles(page: EnginePage, named: Values<Options>[string]): Promise<TilesInUse> {
  const file = tileFile(typeof named === 'string' ? named : undefined);
  const tables = file === undefined ? [] : await readTables(file);
  return { file, count: tables.length === 0 ? 0 : await page.call('useTiles', tables) };
}

function printResult({ json, text }: CommandResult, asJson: boolean): 0 {
  return print(asJson ? JSON.stringify(json) : text);
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

/** One line, whatever was thrown. */
function complain(message: string, exitCode: number): number {
  process.stderr.write(`thaw: ${message.trim().replaceAll(/\s*\n\s*/g, ' ')}\n`);
  return exitCode;
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'Usage: npm run -s thaw -- <command> [options]',
    '',
    ...lines,
    '',
    '`<command> --help` shows its options.',
  ].join('\n');
}

function optionsOf(command: Command): Options {
  return { ...command.options, ...(command.run ? engineOptions : {}), ...commonOptions };
}

function helpFor(name: string, command: Command): string {
  const { summary, options } = command;
  const operands = Object.values(options).flatMap((option) => (option.kind === 'operands' ? [` ${option.value}`] : []));
  const usage = `Usage: npm run -s thaw -- ${name}${operands.join('')} [options]`;
  return [usage, '', summary, '', describeOptions(optionsOf(command))].join('\n');
}
