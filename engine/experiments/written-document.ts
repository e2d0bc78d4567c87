/** A resolved document as it is written down, read again, and told from others. */

import { checkDocument } from './document-rules.js';
import type { DocumentInput, ResolvedDocument } from './document.js';
import { factorsOf } from './kinds/kinds.js';
import { hashOf } from './run-definition.js';

/** Every default said, but for factors that mean nothing to the kind. */
export function writtenDocument(document: ResolvedDocument): DocumentInput {
  const own = factorsOf(document.kind).map((name) => [name, document.factors[name]] as const);
  return { ...document, factors: Object.fromEntries(own) };
}

/** What `writtenDocument` gave. @throws ThawError for one that was changed into something wrong. */
export function readWritten(written: DocumentInput): ResolvedDocument {
  const { factors, ...rest } = checkDocument(written);
  const { cuts } = factors;
  return { ...rest, factors: { ...factors, cuts: typeof cuts === 'string' ? [] : cuts } };
}

/** Of all that results depend on: a budget only says when to stop for now. */
export function documentHash(document: ResolvedDocument): Promise<string> {
  return hashOf({ ...writtenDocument(document), budget: null });
}
