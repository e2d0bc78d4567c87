/**
 * The one error type of the engine. Every message reads the same way:
 * operation, what was found, what was expected, what to do.
 */

export interface Complaint {
  /** What was being done, with the name of the thing: `conv2d layer1.0.conv1`. */
  readonly operation: string;
  /** What was found. */
  readonly got: string;
  /** What would have been right. */
  readonly expected: string;
  /** What the reader can do about it. */
  readonly remedy?: string;
}

/** An error whose message a person can act on; `complaint` keeps its parts for a page to lay out. */
export class ThawError extends Error {
  readonly complaint: Complaint;

  constructor(complaint: Complaint, options?: ErrorOptions) {
    super(sentence(complaint), options);
    this.name = 'ThawError';
    this.complaint = complaint;
  }
}

function sentence({ operation, got, expected, remedy }: Complaint): string {
  const found = `${operation}: got ${got}, expected ${expected}`;
  return remedy === undefined ? `${found}.` : `${found}. ${remedy}`;
}

/** Throws a `ThawError` unless the condition holds. The complaint is only built when it is needed. */
export function expect(condition: boolean, complaint: () => Complaint): asserts condition {
  if (!condition) throw new ThawError(complaint());
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
