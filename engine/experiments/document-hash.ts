/** What tells one experiment from another. */

import type { ResolvedDocument } from './document.js';
import { hashOf } from './run-definition.js';

/** Of all that results depend on: a budget only says when to stop for now. */
export function documentHash({ budget, ...rest }: ResolvedDocument): Promise<string> {
  return hashOf(rest);
}
