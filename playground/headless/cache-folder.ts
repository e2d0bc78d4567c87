/** Where this user's caches are on this machine, as each system has it. */

import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** `~/.cache/thaw` by the XDG base directory specification, `~/Library/Caches/thaw`, `%LOCALAPPDATA%\thaw`. */
export function cacheFolder(
  platform: string = process.platform,
  environment: Environment = process.env,
  home = homedir(),
): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = environment;
  if (xdg) return join(xdg, 'thaw');
  if (platform === 'win32') return join(local ?? join(home, 'AppData', 'Local'), 'thaw');
  return platform === 'darwin' ? join(home, 'Library', 'Caches', 'thaw') : join(home, '.cache', 'thaw');
}

/** Where downloaded models are kept: a folder of the cache, unless `THAW_CACHE` names another. */
export function modelFolder(environment: Environment = process.env): string {
  const { THAW_CACHE: named } = environment;
  if (named) return named;
  return join(cacheFolder(process.platform, environment), 'models');
}
