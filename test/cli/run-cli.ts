/** Runs the command line as a person would, in a process of its own. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../playground/headless/cli.ts', import.meta.url));

export interface CliOutcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as the one object that `--json` promises. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** Tests depend on nothing that a user's cache may hold. */
process.env.THAW_TILES ??= 'none';

/** In the environment of the tests. `onStderr` hears what is written while it runs, and may send a signal. */
export async function runCli(
  args: readonly string[],
  onStderr: (text: string, send: (signal: NodeJS.Signals) => void) => void = () => undefined,
): Promise<CliOutcome> {
  const child = spawn(process.execPath, ['--import', 'tsx', cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    onStderr(stderr, (signal) => child.kill(signal));
  });
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { exitCode, stdout, stderr, json: parseObject(stdout) };
}

function parseObject(stdout: string): Readonly<Record<string, unknown>> {
  return stdout.startsWith('{') ? (JSON.parse(stdout) as Record<string, unknown>) : {};
}
