/** A resolved document as it is written down, read again, and told from others. */

import { checkDocument } from './document-rules.js';
import type { DocumentInput, ResolvedDocument } from './document.js';
import { factorsOf } from './kinds/kinds.js';
import { hashOf } from './run-definition.js';

/** Every default said, but for factors that mean nothing to the kind; in one order, whatever it was read from. */
export function writtenDocument(document: ResolvedDocument): DocumentInput {
  const { name, kind, model, data, imageSize, seeds, recipe, arms, samples, budget } = document;
  const factors = Object.fromEntries(factorsOf(kind).map((factor) => [factor, document.factors[factor]] as const));
  return { name, kind, model, data, imageSize, seeds, recipe, arms, factors, samples, budget };
}

/** What `writtenDocument` gave. @throws ThawError for one that was changed into something wrong. */
export function readWritten(written: DocumentInput): ResolvedDocument {
  const { factors, ...rest } = checkDocument(written);
  const { cuts } = factors;
  return { ...rest, factors: { ...factors, cuts: typeof cuts === 'string' ? [] : cuts } };
}

/** Of what is compared: a budget only says when to stop for now, and more seeds make the same experiment surer. */
export function documentHash(document: ResolvedDocument): Promise<string> {
  return hashOf({ ...writtenDocument(document), budget: null, seeds: null });
}
